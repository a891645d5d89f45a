package org.switchhook.asterisk.ami;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether this process stood still a moment ago: it was stopped, starved, or a reader had to wait.
 * Asterisk waits for the reader of a full socket for 100 ms ({@code writetimeout}) and hangs up.
 */
final class Pulse implements AutoCloseable {

  private static final Duration BEAT = Duration.ofMillis(250);
  private static final long STANDSTILL_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long RECENT_NANOS = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanos;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "ami-pulse");
  private long last;
  private long stoodStillAt;

  Pulse(LongSupplier nanos) {
    this.nanos = nanos;
    this.last = nanos.getAsLong();
    this.stoodStillAt = last - RECENT_NANOS;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closing.countDown();
  }

  private void run() {
    try {
      while (!closing.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
        beat();
      }
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  /** One that comes much later than the one before tells that nothing ran meanwhile. */
  synchronized void beat() {
    long now = nanos.getAsLong();
    if (now - last > STANDSTILL_NANOS) {
      stoodStillAt = now;
    }
    last = now;
  }

  /** The reader could not read. */
  synchronized void skip() {
    stoodStillAt = nanos.getAsLong();
  }

  /** Whether it stood still within the last 10 s; asked first after a standstill, it sees it. */
  synchronized boolean stoodStill() {
    beat();
    return nanos.getAsLong() - stoodStillAt < RECENT_NANOS;
  }
}
