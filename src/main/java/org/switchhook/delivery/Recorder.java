package org.switchhook.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.outbox.Deliveries;
import org.switchhook.outbox.Result;

/**
 * Writes results into the database, all that have come meanwhile in one transaction. One that the
 * database cannot take now is kept: otherwise the delivery would be sent again.
 */
final class Recorder {

  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final int RESULTS_A_COMMIT = 500;
  private static final Duration RETRY = Duration.ofSeconds(1);

  /**
   * A commit costs as much as to record many, and the commits that new events wait for compete with
   * it: one result waits that long for others. Its place is free meanwhile.
   */
  private static final Duration GATHER = Duration.ofMillis(10);

  private final Deliveries deliveries;
  private final Consumer<List<Result>> recorded;
  private final int enough;
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Result> results = new ArrayList<>();
  private boolean urgent;
  private final Thread thread = new Thread(this::run, "recorder");
  private boolean running = true;

  /**
   * @param enough so many need not wait for others
   * @param recorded is told what is in the database
   */
  Recorder(Deliveries deliveries, int enough, Consumer<List<Result>> recorded) {
    this.enough = Math.min(enough, RESULTS_A_COMMIT);
    this.deliveries = deliveries;
    this.recorded = recorded;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** It is written soon. */
  void add(Result result) {
    lock.lock();
    try {
      results.add(result);
      urgent |= result.delivery().orderKey() != null; // The next of its call is held back by it.
      // To wake the thread for each result would cost more than to record it.
      if (urgent || results.size() == 1 || results.size() == enough) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Stops once it has written all that it has, or at the deadline. */
  boolean finish(Duration deadline) {
    stop();
    try {
      thread.join(Math.max(1, deadline.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    return !thread.isAlive();
  }

  private void stop() {
    lock.lock();
    try {
      running = false;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (List<Result> batch = next(); !batch.isEmpty(); batch = next()) {
        write(batch);
        recorded.accept(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread()
          .interrupt(); // What is not written goes out again after the next start.
    }
  }

  /** What is to be written together; nothing once it stops and has written all. */
  private List<Result> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (results.isEmpty() && running) {
        changed.await();
      }
      long left = GATHER.toNanos();
      while (results.size() < enough && !urgent && running && left > 0) {
        left = changed.awaitNanos(left);
      }
      int most = Math.min(results.size(), RESULTS_A_COMMIT);
      List<Result> batch = results.subList(0, most);
      results = new ArrayList<>(results.subList(most, results.size()));
      urgent = false;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void write(List<Result> batch) throws InterruptedException {
    boolean complained = false;
    while (true) {
      try {
        for (Result lost : deliveries.record(batch)) {
          LOG.warn("delivery={} was taken by another bridge meanwhile", lost.delivery().id());
        }
        return;
      } catch (RuntimeException e) {
        if (!complained) {
          LOG.warn("cannot record attempts, trying again each second: {}", e.toString());
        }
        complained = true;
        TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
      }
    }
  }
}
