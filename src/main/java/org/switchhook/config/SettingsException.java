package org.switchhook.config;

import java.util.List;

/** switchhook.conf is not usable. Every problem is given at once, each with its file and line. */
public final class SettingsException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  SettingsException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line each, in the order of the file, e.g. {@code switchhook.conf:12: port = abc: …}. */
  public List<String> problems() {
    return problems;
  }
}
