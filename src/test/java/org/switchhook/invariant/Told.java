package org.switchhook.invariant;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.Subject;

/**
 * The events of one call, agent or bridge, in the order in which they were told.
 *
 * @param fromStart none was told before the first of these
 * @param toEnd none is to come after the last of these
 * @param heardAll the bridge heard all that the PBX said
 */
public record Told(
    Subject subject, List<Event> events, boolean fromStart, boolean toEnd, boolean heardAll) {

  /** Fails where a rule does not hold of an event; {@code rule} says what holds. */
  void require(boolean holds, Event event, String rule) {
    if (!holds) {
      throw broken(event, rule);
    }
  }

  /** Fails where two things differ. */
  void requireEqual(@Nullable Object is, @Nullable Object right, Event event, String rule) {
    if (!Objects.equals(is, right)) {
      throw broken(event, rule + " (" + is + ", and not " + right + ")");
    }
  }

  AssertionError broken(Event event, String rule) {
    String kind = subject.kind().name().toLowerCase(Locale.ROOT);
    String type = event.type().wireName();
    return new AssertionError(
        "%s %s, sequence %d (%s): %s; told was%s"
            .formatted(kind, subject.id(), event.sequence(), type, rule, story()));
  }

  Event first() {
    return events.get(0);
  }

  Event last() {
    return events.get(events.size() - 1);
  }

  List<Event> of(EventType... types) {
    Set<EventType> meant = Set.of(types);
    return events.stream().filter(e -> meant.contains(e.type())).toList();
  }

  private String story() {
    return events.stream()
        .map(e -> "%n  %3d %s %s".formatted(e.sequence(), e.time(), e.type().wireName()) + who(e))
        .collect(Collectors.joining());
  }

  private static String who(Event event) {
    return " " + event.detail() + (event.agent() == null ? "" : " " + event.agent().iface());
  }
}
