package org.switchhook.ask;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.switchhook.exchange.Turn;

/**
 * Lets those who ask compute one after the other. 200 calls that ask at once would else have all of
 * the machine for a moment, and each event of the PBX would wait in each of its stages. A courtesy
 * and no lock: who has waited for long goes on all the same. Thread-safe.
 */
public final class Gate implements Turn {

  private static final Duration LONGEST = Duration.ofMillis(100);

  private final ReentrantLock lock = new ReentrantLock();

  /** What is waited for elsewhere. */
  @FunctionalInterface
  public interface Wait<T, X extends Exception> {

    /** Waits. */
    T await() throws X;
  }

  @Override
  public void enter() {
    enter(LONGEST);
  }

  /** Goes on after 100 ms at most. */
  @Override
  public void enter(Duration atMost) {
    if (lock.isHeldByCurrentThread()) {
      return;
    }
    try {
      lock.tryLock(Math.min(atMost.toNanos(), LONGEST.toNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void leave() {
    if (lock.isHeldByCurrentThread()) {
      lock.unlock();
    }
  }

  /** Others may compute while this thread waits. */
  public <T, X extends Exception> T outside(Wait<T, X> wait) throws X {
    boolean inside = lock.isHeldByCurrentThread();
    leave();
    try {
      return wait.await();
    } finally {
      if (inside) {
        enter();
      }
    }
  }
}
