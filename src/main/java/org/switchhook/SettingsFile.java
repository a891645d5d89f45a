package org.switchhook;

import java.nio.file.Path;
import org.switchhook.config.Settings;
import org.switchhook.config.SettingsException;
import org.switchhook.config.SettingsReader;
import picocli.CommandLine.Option;

/** The option of all commands that need settings. */
final class SettingsFile {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      defaultValue = "/etc/switchhook/switchhook.conf",
      description = "The settings; default: ${DEFAULT-VALUE}")
  private Path file = Path.of("");

  Path path() {
    return file;
  }

  Settings read() throws SettingsException {
    return SettingsReader.read(file, System.getenv());
  }
}
