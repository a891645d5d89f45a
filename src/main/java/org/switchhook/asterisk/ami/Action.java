package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An action to send. No field can hold what would end its line, so that nothing which a caller
 * typed becomes an action of its own. Not shown in logs: a login carries a key.
 */
final class Action {

  private final StringBuilder lines = new StringBuilder();

  /**
   * @throws IllegalArgumentException if the name has a CR, LF or NUL
   */
  Action(String name) {
    with("Action", name);
  }

  /**
   * @throws IllegalArgumentException if the name or the value has a CR, LF or NUL
   */
  Action with(String header, String value) {
    lines.append(line(header)).append(": ").append(line(value)).append("\r\n");
    return this;
  }

  byte[] bytes() {
    return (lines + "\r\n").getBytes(UTF_8);
  }

  private static String line(String text) {
    if (text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw new IllegalArgumentException("A field of an AMI action has a CR, LF or NUL");
    }
    return text;
  }
}
