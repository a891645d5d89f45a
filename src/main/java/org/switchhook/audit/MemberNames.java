package org.switchhook.audit;

import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.switchhook.asterisk.log.QueueLogEntry;
import org.switchhook.event.AgentRef;
import org.switchhook.telephony.signal.QueueLogEvent;

/**
 * Which member of a queue is which agent. queue_log has the member's name alone, and an agent may
 * be shown by another: that is learned when one is connected, and holds until members change.
 */
final class MemberNames {

  private static final int AT_MOST = 10_000;
  private static final String ANYBODY = "";

  private record Seat(String queue, String who) {}

  /** By queue and the agent's interface. */
  private final Map<Seat, String> names = new Bounded<>(AT_MOST);

  /** When who came or left, by the name or interface that stands in queue_log. */
  private final Map<Seat, Instant> changes = new Bounded<>(AT_MOST);

  /** Whether an entry's member is this agent; null where that is not known. */
  @Nullable Boolean isMember(QueueLogEntry entry, @Nullable AgentRef agent) {
    if (agent == null
        || entry.agent().equals(agent.username())
        || entry.agent().equals(agent.iface())) {
      return true;
    }
    String known = names.get(new Seat(entry.queue(), agent.iface()));
    if (known != null) {
      return known.equals(entry.agent());
    }
    return isAnothers(entry) ? Boolean.FALSE : null;
  }

  private boolean isAnothers(QueueLogEntry entry) {
    return names.entrySet().stream()
        .anyMatch(
            name ->
                name.getKey().queue().equals(entry.queue())
                    && name.getValue().equals(entry.agent()));
  }

  /** A connect is between one caller and one member: no other can be meant. */
  void learn(QueueLogEntry entry, @Nullable AgentRef agent) {
    if (entry.event() == QueueLogEvent.CONNECT
        && agent != null
        && !hasChanged(entry, ANYBODY)
        && !hasChanged(entry, entry.agent())
        && !hasChanged(entry, agent.iface())) {
      names.put(new Seat(entry.queue(), agent.iface()), entry.agent());
    }
  }

  private boolean hasChanged(QueueLogEntry connect, String who) {
    Instant change = changes.get(new Seat(connect.queue(), who));
    return change != null && !change.isBefore(connect.time());
  }

  /** A member came or left, maybe to come again by another name. */
  void change(QueueLogEntry entry) {
    boolean known = forget(entry, name -> isOf(name, entry.agent()));
    if (!known) {
      // Its interface is not the one that agents are known by.
      forget(entry, name -> true);
    }
    changes.put(new Seat(entry.queue(), known ? entry.agent() : ANYBODY), entry.time());
  }

  private static boolean isOf(Map.Entry<Seat, String> name, String who) {
    return name.getKey().who().equals(who) || name.getValue().equals(who);
  }

  private boolean forget(QueueLogEntry entry, Predicate<Map.Entry<Seat, String>> which) {
    return names
        .entrySet()
        .removeIf(name -> name.getKey().queue().equals(entry.queue()) && which.test(name));
  }
}
