package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The channel variables that the model uses: why a caller left a queue, and what a dialplan says of
 * a call. One that is inherited is told with one or two underscores in front, as it was set.
 */
final class UsedVariable {

  /** For the event filter: a POSIX extended regular expression. */
  static final String PATTERN = "(QUEUESTATUS|_{0,2}SWITCHHOOK_(CAMPAIGN|DATA_[A-Za-z0-9_]+))";

  private static final byte[] QUEUE_STATUS = "QUEUESTATUS".getBytes(US_ASCII);
  private static final byte[] CAMPAIGN = "SWITCHHOOK_CAMPAIGN".getBytes(US_ASCII);
  private static final byte[] DATA = "SWITCHHOOK_DATA_".getBytes(US_ASCII);
  private static final int INHERITED = 2;

  private UsedVariable() {}

  /** Whether these bytes are the name of one; makes no text. */
  static boolean is(byte[] bytes, int from, int to) {
    int plain = from;
    while (plain < to && plain - from < INHERITED && bytes[plain] == '_') {
      plain++;
    }
    return isWhole(QUEUE_STATUS, bytes, from, to)
        || isWhole(CAMPAIGN, bytes, plain, to)
        || (to - plain > DATA.length
            && Arrays.equals(bytes, plain, plain + DATA.length, DATA, 0, DATA.length)
            && isWord(bytes, plain + DATA.length, to));
  }

  static boolean is(String name) {
    byte[] bytes = name.getBytes(US_ASCII);
    return is(bytes, 0, bytes.length);
  }

  /** The name without the underscores of inheritance. */
  static String plain(String name) {
    int from = 0;
    while (from < INHERITED && from < name.length() && name.charAt(from) == '_') {
      from++;
    }
    return name.substring(from);
  }

  private static boolean isWhole(byte[] name, byte[] bytes, int from, int to) {
    return Arrays.equals(bytes, from, to, name, 0, name.length);
  }

  private static boolean isWord(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      byte c = bytes[at];
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '_') {
        return false;
      }
    }
    return true;
  }
}
