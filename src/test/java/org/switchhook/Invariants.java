package org.switchhook;

import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.switchhook.event.Event;
import org.switchhook.event.Subject;
import org.switchhook.invariant.AgentStories;
import org.switchhook.invariant.Durations;
import org.switchhook.invariant.Holds;
import org.switchhook.invariant.Lifecycle;
import org.switchhook.invariant.QueueVisits;
import org.switchhook.invariant.RingAttempts;
import org.switchhook.invariant.Sequences;
import org.switchhook.invariant.Told;
import org.switchhook.invariant.Values;

/**
 * What holds of every stream of events, whatever happened and whoever tells it. A stream is held to
 * be whole unless it is said not to be: each call begins in it, ends and is closed.
 */
public final class Invariants {

  private static final List<Consumer<Told>> OF_ALL = List.of(Sequences::check, Values::check);

  private static final Map<Subject.Kind, List<Consumer<Told>>> OF_KIND =
      Map.of(
          Subject.Kind.CALL,
          List.of(
              Lifecycle::check,
              RingAttempts::check,
              QueueVisits::check,
              Holds::check,
              Durations::check),
          Subject.Kind.AGENT,
          List.of(AgentStories::check),
          Subject.Kind.BRIDGE,
          List.of());

  private final Collection<Event> events;
  private final boolean fromStart;
  private final boolean toEnd;
  private final boolean heardAll;

  private Invariants(Collection<Event> events, boolean fromStart, boolean toEnd, boolean heardAll) {
    this.events = events;
    this.fromStart = fromStart;
    this.toEnd = toEnd;
    this.heardAll = heardAll;
  }

  /** Of events in the order in which they were told; the subjects may be mixed. */
  public static Invariants of(Collection<Event> events) {
    return new Invariants(events, true, true, true);
  }

  /** Of events as receivers got them. */
  public static Invariants ofJson(Collection<String> events) {
    return of(events.stream().map(ExactEvent::read).toList());
  }

  /** What was told before the first of them is not here: numbers may begin above 1. */
  public Invariants begunEarlier() {
    return new Invariants(events, false, toEnd, heardAll);
  }

  /** What was told after the last of them is not here: calls may be open. */
  public Invariants cutOff() {
    return new Invariants(events, fromStart, false, heardAll);
  }

  /** The bridge did not hear all: agents may have come and gone unseen. */
  public Invariants withGaps() {
    return new Invariants(events, fromStart, toEnd, false);
  }

  /**
   * Checks them all.
   *
   * @throws AssertionError naming the call or agent, the event's sequence, and the rule; or with
   *     the event that is not as the schema of its type says
   */
  public void hold() {
    events.stream()
        .collect(groupingBy(Event::subject, LinkedHashMap::new, Collectors.toList()))
        .forEach((subject, told) -> check(new Told(subject, told, fromStart, toEnd, heardAll)));
    events.forEach(Schemas::assertValid);
  }

  private static void check(Told told) {
    OF_ALL.forEach(rule -> rule.accept(told));
    OF_KIND.getOrDefault(told.subject().kind(), List.of()).forEach(rule -> rule.accept(told));
  }
}
