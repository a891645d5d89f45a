package org.switchhook.invariant;

import org.switchhook.event.Event;
import org.switchhook.event.Origin;

/** Numbers and times of any subject's events. */
public final class Sequences {

  private Sequences() {}

  /** Numbers have no hole; times never run backwards, but for what was rebuilt after a gap. */
  public static void check(Told told) {
    Event before = null;
    for (Event event : told.events()) {
      if (before != null) {
        told.requireEqual(event.sequence(), before.sequence() + 1, event, "numbers have no hole");
        told.require(
            event.origin() == Origin.RECOVERED || !event.time().isBefore(before.time()),
            event,
            "times never run backwards");
      }
      before = event;
    }
    told.require(
        !told.fromStart() || told.first().sequence() == 1, told.first(), "the first number is 1");
  }
}
