package org.switchhook.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When a delivery that failed is tried again: after 5 s, 30 s, 2 min, 5 min, 30 min, 2 h, 5 h, then
 * every 10 h until 5 days are over, each ±20 %.
 */
public final class Schedule {

  private static final List<Duration> FIRST =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5));
  private static final Duration THEN = Duration.ofHours(10);
  private static final Duration END = Duration.ofDays(5);
  private static final Duration LONGEST_WISH = Duration.ofHours(24);
  private static final double JITTER = 0.2;

  /** Counted and not timed: a clock that jumps makes no dead letters. */
  private static final int ATTEMPTS = attempts();

  private final DoubleSupplier random;

  /**
   * @param random from 0 to 1, for the jitter
   */
  public Schedule(DoubleSupplier random) {
    this.random = random;
  }

  /**
   * The time until the next attempt; empty after the last one.
   *
   * @param failed attempts made, all in vain; at least 1
   * @param wish what the receiver asked for; obeyed from the schedule's own delay up to 24 h
   */
  public Optional<Duration> delayAfter(int failed, Optional<Duration> wish) {
    if (failed >= ATTEMPTS) {
      return Optional.empty();
    }
    double factor = 1 + JITTER * (2 * random.getAsDouble() - 1);
    Duration delay = Duration.ofMillis(Math.round(planned(failed).toMillis() * factor));
    return Optional.of(
        wish.map(asked -> asked.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : asked)
            .filter(asked -> asked.compareTo(delay) > 0)
            .orElse(delay));
  }

  private static Duration planned(int failed) {
    return failed <= FIRST.size() ? FIRST.get(failed - 1) : THEN;
  }

  private static int attempts() {
    Duration elapsed = Duration.ZERO;
    int attempts = 1;
    while (elapsed.plus(planned(attempts)).compareTo(END) <= 0) {
      elapsed = elapsed.plus(planned(attempts));
      attempts++;
    }
    return attempts;
  }
}
