package org.switchhook.asterisk.agi;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.switchhook.ask.Ask;

/**
 * {@code key=value}, several of them.
 *
 * @param values by key
 * @param timeout how long the caller waits
 */
record Arguments(SortedMap<String, String> values, Duration timeout) {

  static final int LONGEST = 1024;
  private static final int MOST = 32;
  private static final double SHORTEST_SECONDS = 0.05;
  private static final double LONGEST_SECONDS = 60;
  private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3})?");

  /**
   * Reads them; empty ones are none.
   *
   * @throws IllegalArgumentException when one cannot be used, saying what to write
   */
  static Arguments of(List<String> given) {
    SortedMap<String, String> values = new TreeMap<>();
    for (String one : given) {
      if (!one.isBlank()) {
        put(one, values);
      }
    }
    if (values.size() > MOST) {
      throw new IllegalArgumentException("at most " + MOST + " arguments fit");
    }
    String timeout = values.remove("timeout");
    return new Arguments(values, timeout == null ? Ask.USUALLY : seconds(timeout.strip()));
  }

  private static void put(String one, SortedMap<String, String> values) {
    int equals = one.indexOf('=');
    String key = equals < 0 ? "" : one.substring(0, equals).strip();
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "an argument has no key: write key=value, the key of letters, digits and _, at most 64");
    }
    String value = one.substring(equals + 1);
    if (value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "%s has %d characters; at most %d fit".formatted(key, value.length(), LONGEST));
    }
    if (values.put(key, value) != null) {
      throw new IllegalArgumentException(key + " is there twice");
    }
  }

  private static Duration seconds(String text) {
    double seconds = SECONDS.matcher(text).matches() ? Double.parseDouble(text) : 0;
    if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
      throw new IllegalArgumentException("timeout: write seconds, 0.05 to 60");
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
