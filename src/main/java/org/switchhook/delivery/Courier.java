package org.switchhook.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.DeliverySettings;
import org.switchhook.exchange.Exchange;
import org.switchhook.outbox.Deliveries;
import org.switchhook.outbox.Delivery;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.Webhook;

/**
 * Takes deliveries that are due and has them sent by a bounded number of workers. It claims no more
 * than it has workers free, so nothing waits under a lease. While the database is away it tries
 * again each second, and what was sent meanwhile is recorded when the database is back.
 */
public final class Courier implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration BURY = Duration.ofSeconds(10);

  private final Deliveries deliveries;
  private final Catalogue catalogue;
  private final Exchange exchange;
  private final Sender sender;
  private final DeliverySettings settings;

  private final ExecutorService workers;
  private final Semaphore free;
  private final Semaphore wake = new Semaphore(0);
  private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();
  private final Thread loop = new Thread(this::run, "courier");
  private volatile boolean running = true;
  private boolean released;
  private long buriedAt = System.nanoTime() - BURY.toNanos();
  private boolean away;

  public Courier(
      Deliveries deliveries,
      Catalogue catalogue,
      Exchange exchange,
      Schedule schedule,
      DeliverySettings settings) {
    this.deliveries = deliveries;
    this.catalogue = catalogue;
    this.exchange = exchange;
    this.sender = new Sender(exchange, catalogue, schedule, InstantSource.system());
    this.settings = settings;
    this.free = new Semaphore(settings.workers());
    this.workers =
        Executors.newFixedThreadPool(
            settings.workers(),
            task -> {
              Thread thread = new Thread(task, "delivery");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins to deliver, what an earlier life of this bridge left unfinished first. */
  public void start() {
    loop.setDaemon(true);
    loop.start();
  }

  /** There is something new to deliver. */
  public void wake() {
    wake.release();
  }

  /**
   * Takes nothing new, lets what is in flight end and cuts it off at the deadline; what was cut off
   * goes out again after the next start.
   *
   * @return whether all ended by itself
   */
  public boolean drain(Duration deadline) {
    running = false;
    wake();
    free.release(); // the loop may be waiting for a worker
    boolean ended = ended(deadline);
    if (!ended) {
      workers.shutdownNow();
      exchange.close();
    }
    return ended;
  }

  @Override
  public void close() {
    drain(settings.attemptTimeout());
  }

  private void run() {
    try {
      while (running) {
        free.acquire();
        if (!running) {
          return;
        }
        int places = 1 + free.drainPermits();
        List<Delivery> claimed = claim(places);
        free.release(places - claimed.size());
        claimed.forEach(this::handOver);
        if (claimed.size() < places && wake.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to stop
    }
  }

  private List<Delivery> claim(int places) {
    try {
      if (!released) {
        LOG.info("deliveries left by an earlier run: {}", deliveries.release());
        released = true;
      }
      buryOrphans();
      List<Delivery> claimed = deliveries.claim(places, catalogue.working(), lease());
      away = false;
      return claimed;
    } catch (RuntimeException e) {
      if (!away) {
        LOG.warn("cannot read deliveries, trying again each second: {}", e.toString());
      }
      away = true;
      return List.of();
    }
  }

  private void buryOrphans() {
    long now = System.nanoTime();
    if (now - buriedAt > BURY.toNanos()) {
      catalogue.present().ifPresent(deliveries::buryOrphans);
      buriedAt = now;
    }
  }

  /** Longer than an attempt may take and its record may wait for a database that comes back. */
  private Duration lease() {
    return settings.attemptTimeout().multipliedBy(2).plusSeconds(30);
  }

  private void handOver(Delivery delivery) {
    if (!inFlight.add(delivery.id())) {
      // Its lease ran out while the database was away; the worker still has its result in hand.
      free.release();
      return;
    }
    try {
      workers.execute(() -> handle(delivery));
    } catch (RejectedExecutionException e) {
      LOG.info("delivery={} claimed too late, it goes out after the next start", delivery.id());
    }
  }

  private void handle(Delivery delivery) {
    try {
      deliver(delivery);
    } catch (RuntimeException e) {
      LOG.error("delivery={} is left until its lease ends", delivery.id(), e);
    } finally {
      inFlight.remove(delivery.id());
      free.release();
    }
  }

  private void deliver(Delivery delivery) {
    Optional<Webhook> webhook = catalogue.find(delivery.webhookId());
    if (webhook.isEmpty()) { // switched off since it was claimed
      untilDone(() -> deliveries.giveBack(delivery));
      return;
    }
    Sender.Result result = sender.send(delivery, webhook.get());
    if (result.gone()) {
      untilDone(() -> sender.switchOff(webhook.get(), delivery));
    }
    untilDone(() -> complete(delivery, result));
  }

  private void complete(Delivery delivery, Sender.Result result) {
    if (!deliveries.complete(delivery, result.attempt(), result.next())) {
      LOG.warn("delivery={} was taken by another bridge meanwhile", delivery.id());
    }
  }

  /** A result that the database cannot take now is kept: otherwise it would be sent again. */
  private void untilDone(Runnable work) {
    while (true) {
      try {
        work.run();
        return;
      } catch (RuntimeException e) {
        LOG.warn("cannot record an attempt, trying again: {}", e.toString());
        if (!running || !pause()) {
          return;
        }
      }
    }
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean ended(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    try {
      loop.join(deadline.toMillis()); // a claim that is under way is handed over first
      workers.shutdown();
      return workers.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
