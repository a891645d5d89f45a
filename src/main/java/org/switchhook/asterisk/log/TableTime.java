package org.switchhook.asterisk.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** Times without a zone, as they stand in tables. */
final class TableTime {

  /** Asterisk writes microseconds; how many of them the column keeps differs. */
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  private final ZoneId zone;
  private final InstantSource clock;

  TableTime(ZoneId zone, InstantSource clock) {
    this.zone = zone;
    this.clock = clock;
  }

  /** Absent where it is none; the earlier one where the clocks were put back. */
  Optional<Instant> of(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, FORMAT).atZone(zone).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** So that nothing that was written since then is before it, also where clocks were put back. */
  String since(Instant then) {
    LocalDateTime local = LocalDateTime.ofInstant(then, zone);
    ZoneOffsetTransition change = zone.getRules().nextTransition(then);
    boolean back =
        change != null && change.isOverlap() && change.getInstant().isBefore(clock.instant());
    return FORMAT.format(
        back && change.getDateTimeAfter().isBefore(local) ? change.getDateTimeAfter() : local);
  }

  /** What is later was written by a clock that was wrong. */
  String tomorrow() {
    return FORMAT.format(LocalDateTime.ofInstant(clock.instant(), zone).plusDays(1));
  }

  Instant now() {
    return clock.instant();
  }
}
