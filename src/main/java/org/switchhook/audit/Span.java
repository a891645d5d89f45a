package org.switchhook.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When something happened, as it was told: at one time, or between two. */
record Span(Instant from, Instant until) {

  /** Records have whole seconds, cut off. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  static Span at(Instant time) {
    return new Span(time, time);
  }

  /** From then on. */
  static Span from(Instant time) {
    return new Span(time, Instant.MAX);
  }

  /** As events show it. */
  static Instant shown(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Whether a record's time lies in it. */
  boolean has(Instant recorded) {
    long second = recorded.getEpochSecond();
    return second >= from.getEpochSecond() - TOLERANCE.toSeconds()
        && second <= until.getEpochSecond() + TOLERANCE.toSeconds();
  }
}
