package org.switchhook.asterisk.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.QueueLogEvent;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;

/**
 * One line of {@code queue_log}: {@code epoch|callid|queue|agent|event|data…}.
 *
 * @param time when it was written, in whole seconds
 * @param call the uniqueid of the channel that is in the queue; {@code NONE} where it is about none
 * @param queue {@code NONE} where it is about none
 * @param agent the queue member's name, its interface where it has none, or {@code NONE}
 * @param data what stands behind the event, without empty ones at the end
 */
public record QueueLogEntry(
    Instant time,
    String call,
    String queue,
    String agent,
    QueueLogEvent event,
    List<String> data,
    LogLine line) {

  private static final Pattern LINE =
      Pattern.compile("(\\d{1,11})\\|([^|]+)\\|([^|]+)\\|([^|]*)\\|([^|]+)(?:\\|(.*))?");

  private static final String NONE = "NONE";

  /** What app_queue.c writes as callid where a member was added by none of a call's doing. */
  private static final Set<String> NO_CALLS = Set.of(NONE, "MANAGER", "REALTIME", "CLI", "");

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
                data(matcher.group(6)),
                line))
        : Optional.empty();
  }

  /** Of what is joined by {@code |}. */
  static List<String> data(@Nullable String joined) {
    return joined == null || joined.isEmpty() ? List.of() : List.of(joined.split("\\|"));
  }

  /** As a signal of the PBX that wrote it. */
  public QueueLogged signal(String pbx) {
    return signal(pbx, time, List.of(call, queue, agent), event, data);
  }

  /**
   * @param about callid, queue and agent as they were written
   */
  static QueueLogged signal(
      String pbx, Instant time, List<String> about, QueueLogEvent event, List<String> data) {
    return new QueueLogged(
        pbx,
        time,
        NO_CALLS.contains(about.get(0)) ? null : about.get(0),
        orNull(about.get(1)),
        orNull(about.get(2)),
        event,
        data);
  }

  private static @Nullable String orNull(String name) {
    return name.isEmpty() || name.equals(NONE) ? null : name;
  }
}
