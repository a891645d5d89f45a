package org.switchhook.delivery;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.outbox.Deliveries;
import org.switchhook.outbox.Delivery;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.Webhook;

/**
 * Takes from the table what is due, for each webhook no more than it can send soon, and keeps the
 * leases. While the database is away it tries again each second.
 */
final class Claims implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration TIDY = Duration.ofSeconds(10);

  private final Stores stores;
  private final Deliveries deliveries;
  private final Catalogue catalogue;
  private final Lanes lanes;
  private final Duration lease;
  private final Runnable claimed;

  private final Semaphore wake = new Semaphore(0);
  private final Thread loop = new Thread(this::run, "claims");
  private volatile boolean running = true;
  private volatile boolean begun;
  private volatile boolean look;
  private long tidiedAt = System.nanoTime() - TIDY.toNanos();
  private long reportedAt = tidiedAt;
  private long askedAt = tidiedAt;
  private final ClockWatch clock = new ClockWatch();
  private boolean moreLate;
  private boolean moreOrphans = true;
  private boolean away;

  /**
   * @param lease for how long a delivery is taken
   * @param claimed is called when the lanes have something new
   */
  Claims(Stores stores, Catalogue catalogue, Lanes lanes, Duration lease, Runnable claimed) {
    this.stores = stores;
    this.deliveries = stores.deliveries();
    this.catalogue = catalogue;
    this.lanes = lanes;
    this.lease = lease;
    this.claimed = claimed;
  }

  void start() {
    loop.setDaemon(true);
    loop.start();
  }

  /** What an earlier life had leased is free: whatever is leased now is this one's. */
  boolean hasBegun() {
    return begun;
  }

  boolean isAlive() {
    return loop.isAlive();
  }

  /** There may be something to take. */
  void wake() {
    wake.release();
  }

  /** There is something to take of which nobody here knows. */
  void lookAgain() {
    look = true;
    wake();
  }

  /** Takes nothing more. */
  @Override
  public void close() {
    running = false;
    wake();
    try {
      loop.join(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (running) {
        round();
        if (wake.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to stop
    }
  }

  private void round() {
    try {
      begin();
      tidy();
      report();
      due().forEach(this::claim);
      away = false;
    } catch (RuntimeException e) {
      if (!away) {
        LOG.warn("cannot read deliveries, trying again each second: {}", e.toString());
      }
      away = true;
    }
  }

  /** All that the table knows of, once in a while; in between those of which it is known here. */
  private List<Long> due() {
    long now = System.nanoTime();
    if (!look && now - askedAt < POLL.toNanos()) {
      return lanes.hungry();
    }
    look = false;
    askedAt = now;
    return deliveries.dueWebhooks();
  }

  private void begin() {
    if (!begun) {
      LOG.info("deliveries left by an earlier run: {}", deliveries.release());
      lanes.restore(stores.endpoints().read());
      begun = true;
    }
  }

  /** What need not be done each time. */
  private void tidy() {
    long now = System.nanoTime();
    if (moreOrphans && catalogue.present().isPresent()) {
      moreOrphans = buryOrphans();
    }
    if (moreLate) {
      moreLate = deliveries.hasten();
    }
    if (now - tidiedAt < TIDY.toNanos()) {
      return;
    }
    renew(now);
    mindClock();
    moreOrphans = true;
    Optional<Set<Long>> present = catalogue.present();
    if (present.isPresent()) {
      lanes.forgetAllBut(present.get());
      stores.endpoints().forgetAllBut(present.get());
    }
    tidiedAt = now;
  }

  /**
   * What waits, first, and only then the rows as they are now: another bridge may have seen a new
   * one earlier and have deliveries for it.
   */
  private boolean buryOrphans() {
    Set<Long> orphaned = new HashSet<>(deliveries.waitingWebhooks());
    catalogue.present().ifPresent(orphaned::removeAll);
    if (!orphaned.isEmpty()) {
      catalogue.refresh();
      catalogue.present().ifPresent(orphaned::removeAll);
    }
    return orphaned.stream().filter(deliveries::buryOrphans).count() > 0;
  }

  private void mindClock() {
    long asked = System.nanoTime();
    Duration putBack = clock.putBack(deliveries.clock(), asked, System.nanoTime());
    if (!putBack.isZero()) {
      LOG.warn(
          "the database's clock was put back by {} s: retries are that much later",
          putBack.toSeconds());
      moreLate = true;
    }
  }

  /** How the endpoints do, for whoever looks and for the next start. */
  private void report() {
    long now = System.nanoTime();
    if (now - reportedAt >= POLL.toNanos()) {
      stores.endpoints().report(lanes.reports());
      reportedAt = now;
    }
  }

  private void renew(long now) {
    Set<Long> held = lanes.leased();
    lanes.renewed(held, deliveries.renew(held, lease), now + lease.toNanos());
  }

  private void claim(long webhookId) {
    int room = lanes.room(webhookId);
    Optional<Webhook> webhook = catalogue.find(webhookId);
    if (!running || room == 0 || webhook.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    long told = lanes.told(webhookId);
    List<Delivery> taken = deliveries.claim(webhookId, room, webhook.get().ordered(), lease);
    if (taken.size() < room) {
      lanes.caughtUp(webhookId, told);
    } else {
      lanes.behind(webhookId);
    }
    lanes.add(taken, now + lease.toNanos());
    claimed.run();
  }
}
