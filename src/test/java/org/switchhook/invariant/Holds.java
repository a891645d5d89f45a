package org.switchhook.invariant;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Event;
import org.switchhook.event.PartyRef;

/** Hold and resume of each party take turns. */
public final class Holds {

  private final Told told;
  private final Map<String, Event> held = new HashMap<>();

  private Holds(Told told) {
    this.told = told;
  }

  /** Who holds does not hold yet; who resumes held; who hands over or answers anew does not. */
  public static void check(Told told) {
    Holds holds = new Holds(told);
    told.events().forEach(holds::next);
  }

  private void next(Event event) {
    if (event.detail() instanceof CallDetail.Held now) {
      told.require(held.put(party(now.by()), event) == null, event, "who holds did not hold yet");
    } else if (event.detail() instanceof CallDetail.Resumed now) {
      resumed(event, now);
    } else if (event.detail() instanceof CallDetail.Transferred now) {
      held.remove(party(now.by()));
    } else if (event.detail() instanceof CallDetail.Accepted now) {
      held.remove(party(event.agent(), now.extension(), now.number()));
    }
  }

  private void resumed(Event event, CallDetail.Resumed now) {
    Event since = held.remove(party(now.by()));
    if (since == null) {
      told.require(!told.fromStart(), event, "who resumes held");
      return;
    }
    long ms = Durations.ms(since.time(), event.time());
    told.requireEqual(now.heldMs(), ms, event, "a hold is as long as from its beginning");
  }

  private static String party(PartyRef by) {
    return party(by.agent(), by.extension(), by.number());
  }

  private static String party(
      @Nullable AgentRef agent, @Nullable String extension, @Nullable String number) {
    String other = extension == null ? "number " + number : "extension " + extension;
    return agent == null ? other : "agent " + requireNonNull(agent).iface();
  }
}
