package org.switchhook.exchange;

import java.time.Duration;

/**
 * When something has to be over.
 *
 * @param nanos of {@link System#nanoTime}
 */
record Deadline(long nanos) {

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** What is left; zero when it is over. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  boolean isOver() {
    return left().isZero();
  }

  /** Leaves the other half of what is left for what comes after. */
  Deadline half() {
    return in(left().dividedBy(2));
  }
}
