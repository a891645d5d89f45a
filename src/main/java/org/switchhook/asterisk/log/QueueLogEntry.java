package org.switchhook.asterisk.log;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.switchhook.telephony.signal.QueueLogEvent;

/**
 * One line of {@code queue_log}: {@code epoch|callid|queue|agent|event|data…}.
 *
 * @param time when it was written, in whole seconds
 * @param call the uniqueid of the channel that is in the queue; {@code NONE} where it is about none
 * @param queue {@code NONE} where it is about none
 * @param agent the queue member's name, its interface where it has none, or {@code NONE}
 */
public record QueueLogEntry(
    Instant time, String call, String queue, String agent, QueueLogEvent event, LogLine line) {

  private static final Pattern LINE =
      Pattern.compile("(\\d{1,11})\\|([^|]+)\\|([^|]+)\\|([^|]*)\\|([A-Z]+)(\\|.*)?");

  /** The entry of a line; absent where it is none. */
  public static Optional<QueueLogEntry> of(LogLine line) {
    Matcher matcher = LINE.matcher(line.text());
    return matcher.matches()
        ? Optional.of(
            new QueueLogEntry(
                Instant.ofEpochSecond(Long.parseLong(matcher.group(1))),
                matcher.group(2),
                matcher.group(3),
                matcher.group(4),
                QueueLogEvent.of(matcher.group(5)),
                line))
        : Optional.empty();
  }
}
