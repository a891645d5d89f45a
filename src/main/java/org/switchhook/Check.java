package org.switchhook;

import java.io.PrintStream;
import org.switchhook.config.Settings;

/** x */
final class Check {
  private final PrintStream out;

  Check(PrintStream out) {
    this.out = out;
  }

  boolean of(Settings s) {
    out.println(s.name());
    return true;
  }
}
