package org.switchhook.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.delivery.Breaker.State;
import org.switchhook.outbox.Delivery;
import org.switchhook.outbox.EndpointReport;

/**
 * What this bridge has to do with one webhook now: what is leased and waits for its turn, how many
 * requests are in flight, and how the endpoint does. One that is slow is slow here alone. Not
 * thread-safe.
 */
final class Lane {

  /** Leased ahead, so that a place that becomes free need not wait for a claim. */
  private static final int AHEAD = 32;

  final long webhook;
  private final int places;
  final Breaker breaker = new Breaker();
  private final Deque<Delivery> ready = new ArrayDeque<>();
  private int inFlight;

  /** Somebody asks, to see whether it is well again. */
  private boolean tried;

  /** Others wait for it in the table. */
  private boolean behind;

  /** How often that was said. */
  private long told;

  private int failures;
  private boolean succeeded;
  private @Nullable String lastFailure;
  private boolean news;

  Lane(long webhook, int places) {
    this.webhook = webhook;
    this.places = places;
  }

  /** How many more it can take. */
  int room(long now) {
    return switch (breaker.state(now)) {
      case CLOSED -> Math.max(0, AHEAD - ready.size());
      case HALF_OPEN -> ready.isEmpty() && inFlight == 0 ? 1 : 0;
      case OPEN -> 0;
    };
  }

  void add(Delivery delivery) {
    ready.add(delivery);
  }

  /** Whether somebody who waits for the answer may ask now; a trial is one at a time. */
  boolean admits(long now) {
    boolean closed = breaker.state(now) == State.CLOSED;
    boolean trial = breaker.state(now) == State.HALF_OPEN && inFlight == 0 && !tried;
    tried |= trial;
    return closed || trial;
  }

  /** A request has ended that somebody waited for. */
  void asked() {
    tried = false;
  }

  boolean canSend(long now) {
    State state = breaker.state(now);
    int most = state == State.CLOSED ? places : trials();
    return !ready.isEmpty() && state != State.OPEN && inFlight < most;
  }

  private int trials() {
    return tried ? 0 : 1;
  }

  Delivery send() {
    inFlight++;
    return ready.remove();
  }

  /** A request has ended. */
  void landed() {
    inFlight--;
  }

  /** Others wait for it in the table. */
  void behind() {
    behind = true;
    told++;
  }

  boolean isBehind() {
    return behind;
  }

  long told() {
    return told;
  }

  /** None wait, unless that was said again since {@code then}. */
  void caughtUp(long then) {
    behind = told != then;
  }

  boolean isHungry() {
    return behind && ready.size() < places && !breaker.isOpen();
  }

  boolean isIdle() {
    return ready.isEmpty() && inFlight == 0;
  }

  /** What is leased and is not to be sent now. */
  List<Delivery> unload() {
    List<Delivery> all = new ArrayList<>(ready);
    ready.clear();
    return all;
  }

  void succeeded() {
    breaker.answered();
    succeeded = true;
    failures = 0;
    news = true;
  }

  /**
   * It failed.
   *
   * @param alive the endpoint works and did not want this one
   * @param answered there was an answer
   */
  void failed(String why, boolean alive, boolean answered, long now) {
    if (alive) {
      breaker.answered();
    } else {
      breaker.failed(answered, now);
    }
    withheld(why);
  }

  /** It was not sent, which says nothing of the endpoint. */
  void withheld(String why) {
    lastFailure = why;
    failures++;
    news = true;
  }

  /** As an earlier life of this bridge left it. */
  void restore(Duration openFor, int failuresInARow, long now) {
    failures = failuresInARow;
    if (!openFor.isNegative() && !openFor.isZero()) {
      breaker.open(openFor, now);
    }
  }

  /** What is new of it since it was asked last; null where nothing is. */
  @Nullable EndpointReport report(long now) {
    if (!news) {
      return null;
    }
    State state = breaker.state(now);
    Duration openFor = state == State.OPEN ? Duration.ofNanos(breaker.openUntil() - now) : null;
    EndpointReport report =
        new EndpointReport(webhook, state.word(), openFor, failures, succeeded, lastFailure);
    succeeded = false;
    lastFailure = null;
    // That an open one is half-open is seen as time passes.
    news = state == State.OPEN;
    return report;
  }
}
