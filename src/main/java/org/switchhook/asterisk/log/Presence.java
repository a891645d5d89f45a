package org.switchhook.asterisk.log;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a PBX is heard: said by who hears it, awaited by who reads its records. */
final class Presence {

  /**
   * One time of hearing it.
   *
   * @param number tells it from any other
   */
  record Hearing(long number, Instant since) {}

  private @Nullable Hearing current;
  private long number;
  private boolean closed;

  synchronized void begin(Instant since) {
    number++;
    current = new Hearing(number, since);
    notifyAll();
  }

  synchronized void end() {
    current = null;
    notifyAll();
  }

  synchronized void close() {
    closed = true;
    current = null;
    notifyAll();
  }

  /** Waits until it is heard; null once this is closed. */
  synchronized @Nullable Hearing await() throws InterruptedException {
    while (current == null && !closed) {
      wait();
    }
    return current;
  }

  synchronized boolean isNow(Hearing hearing) {
    return hearing.equals(current);
  }

  /** Waits, but not past the end of a hearing; whether it goes on. */
  synchronized boolean goesOn(Hearing hearing, Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    for (long left = pause.toNanos(); left > 0 && isNow(hearing); left = end - System.nanoTime()) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    return isNow(hearing);
  }
}
