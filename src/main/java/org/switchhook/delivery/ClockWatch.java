package org.switchhook.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Notices that the database's clock was put back, by one that cannot be. Not thread-safe. */
final class ClockWatch {

  /** Less than that is the clocks' own drift. */
  private static final Duration STEP = Duration.ofSeconds(5);

  private @Nullable Instant before;
  private long beforeNanos;

  /**
   * By how much it was put back since the last look; zero for not at all. An answer that took long
   * is no step.
   *
   * @param time what the database says
   * @param askedNanos {@link System#nanoTime} before it was asked
   * @param answeredNanos and after
   */
  Duration putBack(Instant time, long askedNanos, long answeredNanos) {
    Instant expected = before == null ? time : before.plusNanos(askedNanos - beforeNanos);
    before = time;
    beforeNanos = answeredNanos;
    Duration missing = Duration.between(time, expected);
    return missing.compareTo(STEP) > 0 ? missing : Duration.ZERO;
  }
}
