package org.switchhook.web;

import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How late the deliveries are, asked every few seconds at most, whoever looks. Thread-safe. */
public final class OldestWaiting implements DoubleSupplier {

  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Supplier<Map<Long, Duration>> oldest;
  private final LongPredicate inUse;
  private final LongSupplier nanoTime;
  private double seconds = Double.NaN;
  private long askedAt;

  /**
   * @param oldest by webhook; throws when it cannot be known
   * @param inUse whether a webhook is to be sent to: others wait because somebody wants them to
   */
  public OldestWaiting(
      Supplier<Map<Long, Duration>> oldest, LongPredicate inUse, LongSupplier nanoTime) {
    this.oldest = oldest;
    this.inUse = inUse;
    this.nanoTime = nanoTime;
    this.askedAt = nanoTime.getAsLong() - FRESH.toNanos();
  }

  /** In seconds; 0 while none is late, NaN while the database is away. */
  @Override
  public synchronized double getAsDouble() {
    if (nanoTime.getAsLong() - askedAt >= FRESH.toNanos()) {
      seconds = ask();
      askedAt = nanoTime.getAsLong();
    }
    return seconds;
  }

  private double ask() {
    try {
      return oldest.get().entrySet().stream()
          .filter(one -> inUse.test(one.getKey()))
          .mapToDouble(one -> one.getValue().toMillis() / 1e3)
          .max()
          .orElse(0);
    } catch (RuntimeException e) {
      return Double.NaN;
    }
  }
}
