package org.switchhook;

import java.util.function.Function;
import org.switchhook.config.Settings;
import org.switchhook.config.SettingsException;
import org.switchhook.outbox.Desk;
import picocli.CommandLine.Mixin;

/** What commands need that work at the database. */
final class DeskSettings {

  @Mixin private final SettingsFile file = new SettingsFile();

  Settings read() throws SettingsException {
    // The screen belongs to what was asked for. Set before the first logger is made.
    System.setProperty("switchhook.level", "WARN");
    return file.read();
  }

  <T> T use(Function<Desk, T> work) throws SettingsException {
    return Desk.use(read().database(), work);
  }
}
