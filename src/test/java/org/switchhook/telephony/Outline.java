package org.switchhook.telephony;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;
import org.switchhook.event.PartyRef;
import org.switchhook.event.QueueRef;

/**
 * What a call's story says, without what Asterisk's threads may tell in any order.
 *
 * @param way what happened to the call, in order, but for the ring attempts
 * @param attempts who was rung, in order, and what came of it
 * @param parts who talked, in order
 */
record Outline(List<String> way, List<String> attempts, List<Part> parts) {

  /** What the bridges' signals are apart, and more. */
  private static final long TOLERANCE_MS = 60;

  /** Who talked, and how long. */
  record Part(String who, long talkMs, long holdMs) {

    boolean isLike(Part other) {
      return who.equals(other.who)
          && Math.abs(talkMs - other.talkMs) <= TOLERANCE_MS
          && Math.abs(holdMs - other.holdMs) <= TOLERANCE_MS;
    }
  }

  /** Whether {@code told} is this, times nearly. */
  boolean isToldBy(Outline told) {
    return way.equals(told.way)
        && attempts.equals(told.attempts)
        && parts.size() == told.parts.size()
        && alike(told.parts);
  }

  private boolean alike(List<Part> others) {
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).isLike(others.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** What the events of one call tell. */
  static Outline of(List<Event> story) {
    List<String> way = new ArrayList<>();
    Map<String, String> attempts = new LinkedHashMap<>();
    List<Part> parts = new ArrayList<>();
    for (Event event : story) {
      String word = word(event);
      if (event.detail() instanceof CallDetail.Allocated now) {
        attempts.put(now.offer(), rung(event, now.extension(), now.number(), now.queue()));
      } else if (event.detail() instanceof CallDetail.Rejected now) {
        attempts.merge(now.offer(), lower(now.outcome()), (who, how) -> who + " " + how);
      } else if (event.detail() instanceof CallDetail.Accepted now) {
        attempts.merge(now.offer(), "accepted", (who, how) -> who + " " + how);
      } else if (word != null) {
        way.add(word);
      }
      if (event.detail() instanceof CallDetail.Ended now) {
        now.segments().forEach(s -> parts.add(part(s)));
      }
    }
    return new Outline(way, List.copyOf(attempts.values()), parts);
  }

  private static Part part(CallDetail.Segment segment) {
    String who = who(segment.agent(), segment.extension(), segment.number(), null);
    return new Part(who, segment.talkMs(), segment.holdMs());
  }

  private static @Nullable String word(Event event) {
    if (event.detail() instanceof CallDetail.Received now) {
      CallRef call = Objects.requireNonNull(event.call());
      String kind = call.kind() == CallRef.Kind.CONSULT ? " consult" : "";
      return "received " + lower(call.direction()) + " " + lower(now.initiation()) + kind;
    }
    if (event.detail() instanceof CallDetail.Queued now) {
      return "queued " + now.queue().name();
    }
    if (event.detail() instanceof CallDetail.LeftQueue now) {
      return "left " + queue(now.queue()) + " " + lower(now.reason());
    }
    if (event.detail() instanceof CallDetail.Forwarded now) {
      return "forwarded " + queue(now.fromQueue()) + ">" + now.toQueue().name();
    }
    if (event.detail() instanceof CallDetail.Held now) {
      return "held " + who(now.by());
    }
    if (event.detail() instanceof CallDetail.Resumed now) {
      return "resumed " + who(now.by());
    }
    if (event.detail() instanceof CallDetail.Transferred now) {
      return lower(now.transfer()) + " " + who(now.by()) + ">" + who(now.to());
    }
    return end(event);
  }

  private static @Nullable String end(Event event) {
    if (event.detail() instanceof CallDetail.Ended now) {
      return "ended " + lower(now.endedBy());
    }
    if (event.detail() instanceof CallDetail.Abandoned now) {
      return "abandoned " + lower(now.reason());
    }
    if (event.detail() instanceof CallDetail.Dispositioned now) {
      PartyRef by = now.by();
      return "dispositioned " + now.values().get(0) + " " + (by == null ? "-" : who(by));
    }
    return event.detail() instanceof CallDetail.Closed now ? "closed " + now.wrapUpMs() : null;
  }

  private static String rung(
      Event event, @Nullable String extension, @Nullable String number, @Nullable QueueRef queue) {
    String who = who(event.agent(), extension, number, null);
    return queue == null ? who : who + " for " + queue.name();
  }

  private static String who(PartyRef party) {
    return who(party.agent(), party.extension(), party.number(), party.queue());
  }

  private static String who(
      @Nullable AgentRef agent,
      @Nullable String extension,
      @Nullable String number,
      @Nullable QueueRef queue) {
    if (agent != null) {
      return agent.iface();
    }
    String other = extension == null ? number : extension;
    return other == null ? queue(queue) : other;
  }

  private static String queue(@Nullable QueueRef queue) {
    return queue == null ? "-" : queue.name();
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "\n  way:      %s\n  attempts: %s\n  talks:    %s"
        .formatted(
            String.join(", ", way),
            String.join(", ", attempts),
            parts.stream().map(Part::toString).collect(joining(", ")));
  }
}
