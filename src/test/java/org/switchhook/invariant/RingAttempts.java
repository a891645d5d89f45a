package org.switchhook.invariant;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Event;
import org.switchhook.event.QueueRef;

/** Each ring attempt has one outcome. */
public final class RingAttempts {

  private final Told told;
  private final Map<String, Attempt> open = new HashMap<>();
  private final Set<String> over = new HashSet<>();

  /** What an event says of a ring attempt. */
  private record Attempt(Event event, String party, @Nullable QueueRef queue) {}

  private RingAttempts(Told told) {
    this.told = told;
  }

  /** Each call.allocated is followed by exactly one outcome, of the same party and queue. */
  public static void check(Told told) {
    RingAttempts attempts = new RingAttempts(told);
    told.events().forEach(attempts::next);
    if (told.toEnd()) {
      attempts.open.values().stream()
          .findFirst()
          .ifPresent(
              attempt -> {
                throw told.broken(attempt.event(), "a ring attempt has an outcome");
              });
    }
  }

  private void next(Event event) {
    if (event.detail() instanceof CallDetail.Allocated now) {
      Attempt attempt =
          new Attempt(event, party(event, now.extension(), now.number()), now.queue());
      boolean known = over.contains(now.offer());
      Attempt before = open.put(now.offer(), attempt);
      told.require(!known && before == null, event, "an offer's id is of one ring attempt");
    } else if (event.detail() instanceof CallDetail.Accepted now) {
      Attempt attempt =
          new Attempt(event, party(event, now.extension(), now.number()), now.queue());
      end(attempt, now.offer(), now.ringMs());
    } else if (event.detail() instanceof CallDetail.Rejected now) {
      Attempt attempt =
          new Attempt(event, party(event, now.extension(), now.number()), now.queue());
      end(attempt, now.offer(), now.ringMs());
    }
  }

  private void end(Attempt end, String offer, long ringMs) {
    Attempt began = open.remove(offer);
    Event event = end.event();
    over.add(offer);
    if (began == null) {
      told.require(!told.fromStart(), event, "an outcome is of a ring attempt that was told");
      return;
    }
    told.requireEqual(end.queue(), began.queue(), event, "a ring attempt is of one queue");
    told.requireEqual(end.party(), began.party(), event, "a ring attempt is of one party");
    long ms = Durations.ms(began.event().time(), event.time());
    // Whom Asterisk calls back after a transfer is known only once that one answers.
    told.require(ringMs <= ms || ms == 0, event, "it rang from its beginning to its outcome");
  }

  /** Who is rung: an agent, an extension or a number, which may be unknown. */
  private String party(Event event, @Nullable String extension, @Nullable String number) {
    AgentRef agent = event.agent();
    List<String> all =
        Stream.of(agent == null ? null : agent.iface(), extension, number)
            .filter(Objects::nonNull)
            .toList();
    told.require(all.size() < 2, event, "who is rung is an agent, an extension or a number");
    return all.toString();
  }
}
