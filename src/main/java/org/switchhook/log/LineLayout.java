package org.switchhook.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * One line for one thing that happened, with the time in UTC. What a caller can type (a name, a
 * number, also inside the message of an exception) has its control characters and line separators
 * replaced, so that none of it begins a line; the trace of an exception stands in the line of its
 * message.
 *
 * <p>A pattern of Logback's says the same, and takes at least twice as long for it: there is a line
 * for each delivery.
 */
public final class LineLayout extends LayoutBase<ILoggingEvent> {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

  private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+");
  private static final int USUAL_LENGTH = 300;
  private static final int MILLIS = 1000;
  private static final int HUNDRED = 100;
  private static final int TEN = 10;

  /** The last one that something happened in, as it is written. */
  private volatile Second last = Second.of(0);

  private record Second(long epoch, String text) {

    static Second of(long epoch) {
      return new Second(epoch, SECONDS.format(Instant.ofEpochSecond(epoch)));
    }
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(USUAL_LENGTH);
    time(line, event.getTimeStamp());
    line.append(' ').append(event.getLevel());
    line.append(" ".repeat(Math.max(0, "ERROR".length() - event.getLevel().levelStr.length())));
    line.append(" [").append(event.getThreadName()).append("] ");
    String logger = event.getLoggerName();
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(": ");
    inert(line, String.valueOf(event.getFormattedMessage()));
    trace(line, event.getThrowableProxy());
    return line.append(System.lineSeparator()).toString();
  }

  private void time(StringBuilder line, long epochMillis) {
    long epoch = Math.floorDiv(epochMillis, MILLIS);
    Second second = last;
    if (second.epoch != epoch) {
      second = Second.of(epoch);
      last = second;
    }
    int millis = Math.floorMod(epochMillis, MILLIS);
    line.append(second.text);
    line.append(millis < HUNDRED ? "0" : "").append(millis < TEN ? "0" : "");
    line.append(millis).append('Z');
  }

  private static void inert(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(breaks(c) ? '?' : c);
    }
  }

  private static boolean breaks(char c) {
    if (c >= ' ' && c <= '~') {
      return false;
    }
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static void trace(StringBuilder line, IThrowableProxy thrown) {
    if (thrown != null) {
      String trace = ThrowableProxyUtil.asString(thrown);
      line.append(' ').append(BREAKS.matcher(trace).replaceAll(" ").strip());
    }
  }
}
