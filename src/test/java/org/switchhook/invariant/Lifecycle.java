package org.switchhook.invariant;

import static org.switchhook.event.EventType.*;

import java.util.List;
import java.util.Objects;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;

/** How a call begins, ends and is closed, and that it is the same call all the time. */
public final class Lifecycle {

  private static final String DISPOSITIONED = "call.dispositioned";

  private Lifecycle() {}

  /** One beginning, one end, one close; after the end wrap-up alone, after the close its codes. */
  public static void check(Told told) {
    List<Event> received = told.of(CALL_RECEIVED);
    if (told.fromStart()) {
      told.require(told.first().type() == CALL_RECEIVED, told.first(), "a call is received first");
    }
    told.require(received.size() < 2, told.last(), "a call is received once");
    List<Event> ends = told.of(CALL_ENDED, CALL_ABANDONED);
    List<Event> closes = told.of(CALL_CLOSED);
    told.require(ends.size() < 2, told.last(), "a call has one end");
    told.require(closes.size() < 2, told.last(), "a call is closed once");
    if (told.toEnd()) {
      told.require(ends.size() == 1 || !told.fromStart(), told.last(), "a call ends");
      told.require(closes.size() == 1, told.last(), "a call that has ended is closed");
    }
    checkAfterwards(told);
    checkAnswered(told);
    told.events().forEach(event -> checkSame(told, event));
  }

  private static void checkAfterwards(Told told) {
    boolean over = false;
    boolean closed = false;
    for (Event event : told.events()) {
      if (closed) {
        told.require(isCode(event), event, "after the close comes a late disposition alone");
      } else if (over && event.type() != CALL_CLOSED) {
        told.require(isCode(event) || isCustom(event), event, "after the end comes wrap-up alone");
      }
      boolean ended = over || !told.fromStart();
      told.require(ended || event.type() != CALL_CLOSED, event, "what is closed has ended before");
      over |= event.type() == CALL_ENDED || event.type() == CALL_ABANDONED;
      closed |= event.type() == CALL_CLOSED;
    }
  }

  private static boolean isCode(Event event) {
    return event.type().wireName().equals(DISPOSITIONED);
  }

  private static boolean isCustom(Event event) {
    return event.type().wireName().startsWith("custom.");
  }

  private static void checkAnswered(Told told) {
    boolean answered = !told.of(CALL_ACCEPTED).isEmpty();
    for (Event abandoned : told.of(CALL_ABANDONED)) {
      told.require(!answered, abandoned, "who was answered has not abandoned");
    }
    for (Event ended : told.of(CALL_ENDED)) {
      told.require(answered || !told.fromStart(), ended, "what ended had been answered");
    }
  }

  private static void checkSame(Told told, Event event) {
    CallRef call = Objects.requireNonNull(event.call(), "a call's event without the call");
    CallRef first = Objects.requireNonNull(told.first().call());
    told.requireEqual(call.id(), told.subject().id(), event, "an event is of its call");
    told.requireEqual(call.uniqueid(), first.uniqueid(), event, "the uniqueid is fixed");
    told.requireEqual(call.startedAt(), first.startedAt(), event, "the start is fixed");
    told.requireEqual(call.direction(), first.direction(), event, "the direction is fixed");
    told.require(
        call.kind() != CallRef.Kind.QUEUE || call.queue() != null,
        event,
        "a queue's call names the queue");
    told.requireEqual(event.pbx(), told.subject().pbx(), event, "a call is of one PBX");
  }
}
