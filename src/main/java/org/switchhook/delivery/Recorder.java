package org.switchhook.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
  private static final Duration POLL = Duration.ofMillis(100);

  /** A commit costs as much as to record many: one result waits that long for others. */
  private static final Duration GATHER = Duration.ofMillis(2);

  private static final int ENOUGH = 64;

  private final Deliveries deliveries;
  private final Consumer<List<Result>> recorded;
  private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::run, "recorder");
  private volatile boolean running = true;

  /**
   * @param recorded is told what is in the database
   */
  Recorder(Deliveries deliveries, Consumer<List<Result>> recorded) {
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

  void add(Result result) {
    results.add(result);
  }

  /** Stops once it has written all that it has, or at the deadline. */
  boolean finish(Duration deadline) {
    running = false;
    try {
      thread.join(Math.max(1, deadline.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    return !thread.isAlive() && results.isEmpty();
  }

  private void run() {
    try {
      while (running || !results.isEmpty()) {
        Result first = results.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          List<Result> batch = new ArrayList<>(List.of(first));
          gather(batch);
          write(batch);
          recorded.accept(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread()
          .interrupt(); // What is not written goes out again after the next start.
    }
  }

  private void gather(List<Result> batch) throws InterruptedException {
    long end = System.nanoTime() + GATHER.toNanos();
    results.drainTo(batch, RESULTS_A_COMMIT - batch.size());
    for (long left = GATHER.toNanos();
        batch.size() < ENOUGH && left > 0;
        left = end - System.nanoTime()) {
      Result next = results.poll(left, TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      batch.add(next);
      results.drainTo(batch, RESULTS_A_COMMIT - batch.size());
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
