package org.switchhook.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.switchhook.outbox.Delivery;
import org.switchhook.outbox.EndpointReport;
import org.switchhook.outbox.Endpoints.Known;

/**
 * What is leased to this bridge: a lane for each webhook, and one limit for all requests at a time.
 * Those and the ones that wait for their results to be in the database are limited too: these are
 * what can be sent again after a crash. Thread-safe.
 */
final class Lanes {

  /**
   * So many times the requests at a time may be on their way or wait for their results to be in the
   * database. With fewer, requests wait for each commit, and a worker is woken for every one.
   */
  private static final int IN_FLIGHT_A_PLACE = 8;

  /** Each of them may have 16 KiB of an answer while the database is away. */
  private static final int MOST_IN_FLIGHT = 2048;

  private final int places;
  private final int placesEach;
  private final LongSupplier nanoTime;
  private final Map<Long, Lane> lanes = new HashMap<>();

  /** Those that may be able to send, in turn. */
  private final Set<Lane> turn = new LinkedHashSet<>();

  /** Until when each delivery is this bridge's, by id, in nanoseconds. */
  private final Map<Long, Long> leases = new HashMap<>();

  private final Set<Long> onTheirWay = new HashSet<>();

  /** Sent, or not after all, and not recorded yet. */
  private final Set<Long> ended = new HashSet<>();

  /** Came for an endpoint that had fallen ill while they were being leased. */
  private final List<Delivery> refused = new ArrayList<>();

  /**
   * @param places requests at a time, at most
   * @param placesEach at most for one webhook
   */
  Lanes(int places, int placesEach, LongSupplier nanoTime) {
    this.places = places;
    this.placesEach = placesEach;
    this.nanoTime = nanoTime;
  }

  /** How many more deliveries of a webhook it can take. */
  synchronized int room(long webhook) {
    return lane(webhook).room(now());
  }

  /** How many it can take at once, without any that came before being overtaken. */
  synchronized int roomAtOnce(long webhook) {
    Lane lane = lane(webhook);
    return lane.isBehind() ? 0 : lane.room(now());
  }

  /** Others of the webhook wait in the table. */
  synchronized void behind(long webhook) {
    lane(webhook).behind();
  }

  /** How often that was said of it. */
  synchronized long told(long webhook) {
    return lane(webhook).told();
  }

  /** None wait any more, unless that was said while the table was read: since {@code told}. */
  synchronized void caughtUp(long webhook, long told) {
    lane(webhook).caughtUp(told);
  }

  /** The webhooks for which something waits in the table while their lanes run dry. */
  synchronized List<Long> hungry() {
    return lanes.values().stream().filter(Lane::isHungry).map(lane -> lane.webhook).toList();
  }

  /** Takes what is leased until {@code until}; what it has already is left out. */
  synchronized void add(Collection<Delivery> leased, long until) {
    for (Delivery delivery : leased) {
      if (leases.putIfAbsent(delivery.id(), until) == null) {
        Lane lane = lane(delivery.webhookId());
        lane.add(delivery);
        turn.add(lane);
      }
    }
  }

  /** The next one to be sent, each webhook in its turn; null while there is none. */
  synchronized @Nullable Delivery next() {
    while (hasPlace() && !turn.isEmpty()) {
      Lane lane = turn.iterator().next();
      turn.remove(lane);
      if (lane.canSend(now())) {
        Delivery delivery = lane.send();
        onTheirWay.add(delivery.id());
        turn.add(lane);
        return delivery;
      }
      if (lane.breaker.isOpen()) {
        refused.addAll(unload(lane));
      }
    }
    return null;
  }

  private boolean hasPlace() {
    return onTheirWay.size() < places && inFlight() < mostInFlight();
  }

  /** So many are on their way or wait for their results to be in the database, and no more. */
  int mostInFlight() {
    return Math.min(IN_FLIGHT_A_PLACE * places, MOST_IN_FLIGHT);
  }

  /** What {@link #next} came upon and must not be sent now: it has to be given back. */
  synchronized List<Delivery> refused() {
    List<Delivery> all = List.copyOf(refused);
    refused.clear();
    return all;
  }

  /** Whether its lease lasts for {@code nanos} from now. */
  synchronized boolean isLeasedFor(Delivery delivery, long nanos) {
    Long until = leases.get(delivery.id());
    return until != null && until - now() >= nanos;
  }

  /** Whether somebody who waits for the answer may ask a webhook now. */
  synchronized boolean admits(long webhook) {
    return lane(webhook).admits(now());
  }

  /** Somebody asked it, or did not after all: no verdict then. */
  synchronized void asked(long webhook, @Nullable Verdict verdict, String why, boolean answered) {
    Lane lane = lane(webhook);
    lane.asked();
    if (verdict == Verdict.DELIVERED) {
      lane.succeeded();
    } else if (verdict == Verdict.WITHHELD) {
      lane.withheld(why);
    } else if (verdict != null) {
      lane.failed(why, verdict.isByWill(), answered, now());
    }
    turn.add(lane);
  }

  /** Its endpoint took it. */
  synchronized void succeeded(Delivery delivery) {
    lane(delivery.webhookId()).succeeded();
  }

  /** It was not sent, for a reason that is not its endpoint's. */
  synchronized void withheld(Delivery delivery, String why) {
    lane(delivery.webhookId()).withheld(why);
  }

  /**
   * It failed.
   *
   * @return what must not be sent now, as the endpoint is ill: it has to be given back
   */
  synchronized List<Delivery> failed(
      Delivery delivery, String why, boolean alive, boolean answered) {
    Lane lane = lane(delivery.webhookId());
    lane.failed(why, alive, answered, now());
    return lane.breaker.isOpen() ? unload(lane) : List.of();
  }

  private static List<Delivery> unload(Lane lane) {
    lane.behind();
    return lane.unload();
  }

  /** What is leased and not in flight, to be given back. */
  synchronized List<Delivery> unload() {
    List<Delivery> all = new ArrayList<>();
    lanes.values().forEach(lane -> all.addAll(unload(lane)));
    return all;
  }

  /** Its request has ended, or was not made after all: its place is free. */
  synchronized void ended(Delivery delivery) {
    onTheirWay.remove(delivery.id());
    ended.add(delivery.id());
    Lane lane = lane(delivery.webhookId());
    lane.landed();
    turn.add(lane);
  }

  /** What came of it, sent or not, is in the database. */
  synchronized void recorded(Delivery delivery) {
    leases.remove(delivery.id());
    ended.remove(delivery.id());
    if (leases.isEmpty()) {
      notifyAll();
    }
  }

  /** Waits until nothing is leased any more, or the time is over. */
  synchronized void awaitIdle(long nanos) {
    long end = System.nanoTime() + nanos;
    try {
      for (long left = nanos; !leases.isEmpty() && left > 0; left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized int inFlight() {
    return onTheirWay.size() + ended.size();
  }

  /** All that is leased, in flight or not. */
  synchronized Set<Long> leased() {
    return new HashSet<>(leases.keySet());
  }

  /** Of these the ones in {@code renewed} are leased until {@code until}. */
  synchronized void renewed(Set<Long> asked, Set<Long> renewed, long until) {
    for (long id : asked) {
      leases.computeIfPresent(id, (key, was) -> renewed.contains(key) ? until : now());
    }
  }

  /** As an earlier life of this bridge left them. */
  synchronized void restore(List<Known> known) {
    known.forEach(one -> lane(one.webhookId()).restore(one.openFor(), one.failures(), now()));
  }

  /** The word for each webhook's breaker. */
  synchronized Map<Long, String> breakers() {
    Map<Long, String> words = new HashMap<>();
    lanes.forEach((id, lane) -> words.put(id, lane.breaker.state(now()).word()));
    return words;
  }

  /** What is new of the endpoints. */
  synchronized List<EndpointReport> reports() {
    return lanes.values().stream()
        .map(lane -> lane.report(now()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Forgets the lanes of webhooks that are no more. */
  synchronized void forgetAllBut(Set<Long> present) {
    lanes.values().removeIf(lane -> lane.isIdle() && !present.contains(lane.webhook));
  }

  private Lane lane(long webhook) {
    return lanes.computeIfAbsent(webhook, id -> new Lane(id, placesEach));
  }

  private long now() {
    return nanoTime.getAsLong();
  }
}
