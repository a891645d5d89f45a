package org.switchhook.invariant;

import static org.switchhook.event.EventType.*;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallDetail.Segment;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;

/** What a call's end says of its length is what the call was. */
public final class Durations {

  private Durations() {}

  /** Segments add up to the call's talk and hold, and these and the wait fit into the call. */
  public static void check(Told told) {
    for (Event event : told.events()) {
      if (event.detail() instanceof CallDetail.Ended ended) {
        checkEnded(told, event, ended);
      } else if (event.detail() instanceof CallDetail.Abandoned abandoned) {
        told.require(abandoned.waitMs() <= lasted(event), event, "it waited while it lasted");
      } else if (event.detail() instanceof CallDetail.Accepted accepted) {
        told.require(accepted.waitMs() <= lasted(event), event, "it waited while it lasted");
      } else if (event.detail() instanceof CallDetail.Closed closed) {
        told.of(CALL_ENDED, CALL_ABANDONED).forEach(end -> checkClosed(told, event, closed, end));
      }
    }
  }

  /** From the one to the other, in milliseconds, each counted in whole ones. */
  static long ms(Instant from, Instant to) {
    return to.toEpochMilli() - from.toEpochMilli();
  }

  private static long lasted(Event event) {
    CallRef call = Objects.requireNonNull(event.call());
    return ms(call.startedAt(), event.time());
  }

  private static void checkEnded(Told told, Event event, CallDetail.Ended ended) {
    told.requireEqual(ended.durationMs(), lasted(event), event, "it lasted from start to end");
    told.requireEqual(
        sum(ended.segments(), Segment::talkMs), ended.talkMs(), event, "its parts talked so long");
    told.requireEqual(
        sum(ended.segments(), Segment::holdMs), ended.holdMs(), event, "its parts held so long");
    told.require(
        ended.waitMs() + ended.talkMs() + ended.holdMs() <= ended.durationMs(),
        event,
        "wait, talk and hold are parts of the call");
    told.require(!ended.segments().isEmpty(), event, "what was answered has who talked");
    ended.segments().forEach(segment -> checkSegment(told, event, segment));
    List<Event> accepted = told.of(CALL_ACCEPTED);
    if (told.fromStart() && !accepted.isEmpty()) {
      told.requireEqual(
          ended.waitMs(), lasted(accepted.get(0)), event, "it waited until the first answer");
    }
  }

  private static void checkSegment(Told told, Event event, Segment segment) {
    told.require(
        segment.agent() == null || segment.extension() == null,
        event,
        "a part is of an agent or an extension");
    told.require(!segment.startedAt().isAfter(event.time()), event, "a part is of the call");
    told.require(
        segment.talkMs() + segment.holdMs() <= ms(segment.startedAt(), event.time()),
        event,
        "a part lasts from its start to the end at most");
  }

  private static long sum(List<Segment> segments, ToLongFunction<Segment> part) {
    return segments.stream().mapToLong(part).sum();
  }

  private static void checkClosed(Told told, Event event, CallDetail.Closed closed, Event end) {
    told.requireEqual(
        closed.wrapUpMs(), ms(end.time(), event.time()), event, "wrap-up is from end to close");
    told.require(
        end.type() == CALL_ENDED || closed.wrapUpMs() == 0,
        event,
        "who abandoned is not wrapped up");
  }
}
