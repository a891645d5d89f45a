package org.switchhook.invariant;

import static org.switchhook.event.CallDetail.QueueExit.FULL;
import static org.switchhook.event.CallDetail.QueueExit.JOIN_EMPTY;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.Origin;

/** A call's way through queues: in, out by an answer or an exit, on to the next. */
public final class QueueVisits {

  private final Told told;
  private @Nullable Event queued;
  private @Nullable Event left;
  private @Nullable Event forwarded;
  private Instant before = Instant.MIN;

  /** What a stream that begins in the middle was in is not known. */
  private boolean known;

  private QueueVisits(Told told) {
    this.told = told;
    this.known = told.fromStart();
  }

  /** Who is queued was in no queue; who left one and joins another was forwarded just before. */
  public static void check(Told told) {
    QueueVisits visits = new QueueVisits(told);
    told.events().forEach(visits::next);
    visits.settleForward(told.last(), !told.toEnd());
  }

  private void next(Event event) {
    if (event.type() != EventType.CALL_QUEUED) {
      settleForward(event, false);
    }
    turn(event);
    before = event.time();
  }

  private void turn(Event event) {
    if (event.detail() instanceof CallDetail.Queued now) {
      queued(event, now);
    } else if (event.detail() instanceof CallDetail.LeftQueue now) {
      left(event, now);
    } else if (event.detail() instanceof CallDetail.Forwarded now) {
      forwarded(event, now);
    } else if (event.detail() instanceof CallDetail.Accepted now) {
      accepted(event, now);
    }
  }

  private void settleForward(Event event, boolean mayFollow) {
    told.require(forwarded == null || mayFollow, event, "who is forwarded is queued at once");
  }

  private static boolean hasPlace(CallDetail.Queued now) {
    Integer position = now.position();
    Integer waiting = now.waiting();
    return position != null && waiting != null && position >= 1 && position <= waiting;
  }

  private void queued(Event event, CallDetail.Queued now) {
    told.require(queued == null, event, "who joins a queue is in none");
    told.require(
        left == null || forwarded != null, event, "who goes on to another queue is forwarded");
    if (forwarded != null) {
      CallDetail.Forwarded how = (CallDetail.Forwarded) forwarded.detail();
      told.requireEqual(now.queue(), how.toQueue(), event, "who is forwarded joins that queue");
    }
    told.require(
        hasPlace(now) || event.origin() == Origin.RECOVERED,
        event,
        "who waits has a place among those who wait");
    known = true;
    queued = event;
    left = null;
    forwarded = null;
  }

  private void left(Event event, CallDetail.LeftQueue now) {
    boolean refused = now.reason() == FULL || now.reason() == JOIN_EMPTY;
    told.require(queued != null || refused || !known, event, "who leaves a queue was in it");
    if (queued != null) {
      CallDetail.Queued stay = (CallDetail.Queued) queued.detail();
      told.requireEqual(now.queue(), stay.queue(), event, "who leaves a queue leaves that one");
      // What was told before its exit was decided cannot be told after it.
      Instant exit = queued.time().plusMillis(now.waitMs());
      long ms = Durations.ms(exit.isBefore(before) ? before : exit, event.time());
      told.require(Math.abs(ms) <= 1, event, "who leaves a queue does so at the end of its wait");
    }
    known = true;
    queued = null;
    left = event;
  }

  private void forwarded(Event event, CallDetail.Forwarded now) {
    told.require(left != null || !known, event, "who is forwarded has left a queue");
    if (left != null) {
      CallDetail.LeftQueue exit = (CallDetail.LeftQueue) left.detail();
      told.requireEqual(now.fromQueue(), exit.queue(), event, "it is forwarded from what it left");
      told.requireEqual(now.reason(), exit.reason(), event, "it is forwarded for why it left");
    }
    forwarded = event;
  }

  private void accepted(Event event, CallDetail.Accepted now) {
    if (queued != null) {
      CallDetail.Queued stay = (CallDetail.Queued) queued.detail();
      told.require(
          now.queue() == null || now.queue().equals(stay.queue()) || !told.heardAll(),
          event,
          "who answers for a queue answers who waits in it");
      long ms = Durations.ms(queued.time(), event.time());
      told.requireEqual(now.waitMs(), ms, event, "who is answered waited from join to answer");
    }
    known = true;
    queued = null;
    left = null;
  }
}
