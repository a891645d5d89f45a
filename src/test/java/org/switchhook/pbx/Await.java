package org.switchhook.pbx;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waiting for what other processes do: with a condition where there is one, and a deadline always.
 */
final class Await {
  static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final long PAUSE_NANOS = 20_000_000;

  private Await() {}

  /** Asks until the answer is yes; {@code state} is called for the message once it is too late. */
  static void until(
      String what, Duration within, BooleanSupplier condition, Supplier<String> state) {
    long deadline = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + within + ": " + what + "; " + state.get());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * Lets real time pass. Only for what is a duration by nature: Asterisk and the phones run on the
   * wall clock, so two seconds of talk take two seconds, and there is nothing to wait for but them.
   */
  static void elapse(Duration duration) {
    new CompletableFuture<Boolean>()
        .completeOnTimeout(true, duration.toNanos(), TimeUnit.NANOSECONDS)
        .join();
  }
}
