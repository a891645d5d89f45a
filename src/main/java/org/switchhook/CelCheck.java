package org.switchhook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.switchhook.asterisk.log.CelEntry;
import org.switchhook.asterisk.log.CelLines;
import org.switchhook.asterisk.log.LogLine;

/** Whether a file is CEL that tells who hung up. */
record CelCheck(CelLines reading) {

  /** An event is written as it happens; the clocks of two hosts may differ. */
  private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(20);

  /**
   * What is wrong with it, and what to do; nothing where it is empty.
   *
   * @param lines its last ones
   * @param written when it was written to last
   */
  List<String> faults(List<LogLine> lines, Instant written) {
    List<CelEntry> events = lines.stream().map(reading::entry).flatMap(Optional::stream).toList();
    if (events.isEmpty()) {
      return lines.isEmpty()
          ? List.of()
          : List.of(
              "its last lines are no events in the columns of cel_custom.conf.sample;"
                  + " see docs/recovery.md");
    }
    if (events.stream().anyMatch(CelCheck::tellsNothing)) {
      return List.of(
          "HANGUP does not say whose it was: the mapping in cel_custom.conf has no eventextra;"
              + " see docs/recovery.md");
    }
    Instant last = events.get(events.size() - 1).time();
    return Duration.between(last, written).abs().compareTo(WRITTEN_WITHIN) <= 0
        ? List.of()
        : List.of(
            "the last event is of %s and was written at %s; leave dateformat out of cel.conf, or write"
                    .formatted(last, written.truncatedTo(ChronoUnit.SECONDS))
                + " cdr_timezone = …, the zone of its times");
  }

  private static boolean tellsNothing(CelEntry event) {
    return event.event().equals("HANGUP") && !event.extra().containsKey("hangupsource");
  }
}
