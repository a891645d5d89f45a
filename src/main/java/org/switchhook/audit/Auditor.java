package org.switchhook.audit;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.switchhook.config.PbxSettings;
import org.switchhook.event.Event;

/**
 * Compares what the bridge tells with what each PBX recorded, on a thread of its own. Whatever
 * happens to it, nobody waits for it.
 */
public final class Auditor implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration STOP = Duration.ofSeconds(1);
  private static final int EVENTS_AT_MOST = 10_000;

  private final InstantSource clock;
  private final Map<String, PbxAudit> pbxs = new HashMap<>();
  private final BlockingQueue<Event> told = new ArrayBlockingQueue<>(EVENTS_AT_MOST);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "audit");
  private volatile boolean missed;

  /** An audit of each PBX whose records can be read. */
  public Auditor(List<PbxSettings> pbxs, MeterRegistry meters, InstantSource clock) {
    this.clock = clock;
    for (PbxSettings settings : pbxs) {
      PbxAudit audit = new PbxAudit(settings, meters);
      if (audit.isOn()) {
        this.pbxs.put(settings.name(), audit);
      }
    }
  }

  /** Calls that begin from now on are compared. */
  public void start() {
    poll();
    thread.setDaemon(true);
    thread.start();
  }

  /** These were told. Neither waits nor throws. */
  public void told(List<Event> events) {
    for (Event event : events) {
      boolean of = event.pbx() != null && pbxs.containsKey(event.pbx());
      if (of && !told.offer(event)) {
        missed = true;
      }
    }
  }

  /** How many events were told and are not looked at yet. */
  int waiting() {
    return told.size();
  }

  private void run() {
    try {
      while (!closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void poll() {
    Instant now = clock.instant();
    if (missed) {
      missed = false;
      pbxs.values().forEach(audit -> audit.missed(now));
    }
    List<Event> events = new ArrayList<>();
    told.drainTo(events);
    pbxs.forEach((name, audit) -> audit.poll(of(name, events), now));
  }

  private static List<Event> of(String pbx, List<Event> events) {
    return events.stream().filter(event -> pbx.equals(event.pbx())).toList();
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (PbxAudit audit : pbxs.values()) {
      audit.close();
    }
  }
}
