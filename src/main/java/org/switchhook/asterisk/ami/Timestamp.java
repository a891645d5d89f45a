package org.switchhook.asterisk.ami;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the PBX says that it happened: {@code Timestamp: 1795321416.734635}, seconds and
 * microseconds, which {@code timestampevents = yes} in manager.conf puts on what is broadcast.
 */
final class Timestamp {

  private static final Header TIMESTAMP = Header.of("Timestamp");
  private static final int MICROSECONDS = 6;

  private Timestamp() {}

  /** Absent on responses and on the items of lists. */
  static @Nullable Instant of(Frame frame) {
    String text = frame.text(TIMESTAMP);
    if (text == null) {
      return null;
    }
    int point = text.indexOf('.');
    try {
      return point < 0
          ? Instant.ofEpochSecond(Long.parseLong(text))
          : instant(text, point, text.length() - point - 1);
    } catch (NumberFormatException | DateTimeException e) {
      throw new MalformedFrameException(frame, TIMESTAMP, "is no time");
    }
  }

  private static Instant instant(String text, int point, int digits) {
    if (digits != MICROSECONDS) {
      throw new NumberFormatException(text);
    }
    long seconds = Long.parseLong(text, 0, point, 10);
    return Instant.ofEpochSecond(
        seconds, 1000L * Integer.parseUnsignedInt(text, point + 1, text.length(), 10));
  }
}
