package org.switchhook.telephony;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who has talked with whom, who holds, and whose hangup ended it. */
final class Conversation {

  private final List<Talk> talks = new ArrayList<>(2);

  /** Since when each channel holds, by uniqueid. */
  private final Map<String, Instant> holds = new LinkedHashMap<>(2);

  /** Whose hangup was requested first, of those who talked. */
  private Talk.@Nullable Side ended;

  /** The same of Local channels, whose hangup is never a person's: it tells if no person's does. */
  private Talk.@Nullable Side endedByLocal;

  boolean began() {
    return !talks.isEmpty();
  }

  /** When it was first answered. */
  @Nullable Instant answeredAt() {
    return talks.isEmpty() ? null : talks.get(0).startedAt;
  }

  void begin(Talk talk) {
    goesOn();
    // Whoever was left before, with a caller who is parked say, does not come back to it.
    talks.stream().filter(t -> !t.running()).forEach(t -> t.end(talk.startedAt));
    talks.add(talk);
  }

  List<Talk> talks() {
    return talks;
  }

  @Nullable Talk last() {
    return talks.isEmpty() ? null : talks.get(talks.size() - 1);
  }

  /** The last agent or extension who talked. */
  @Nullable Party lastPhone() {
    Party last = null;
    for (Talk talk : talks) {
      last = talk.near().party().isOutside() ? last : talk.near().party();
    }
    return last;
  }

  /** The part that a channel has in it now. */
  @Nullable Talk of(String channel) {
    for (Talk talk : talks) {
      if (!talk.isOver() && talk.has(channel)) {
        return talk;
      }
    }
    return null;
  }

  /** Whether a channel has or had a part in it. */
  boolean had(String channel) {
    return talks.stream().anyMatch(talk -> talk.has(channel));
  }

  boolean running() {
    for (Talk talk : talks) {
      if (talk.running()) {
        return true;
      }
    }
    return false;
  }

  /** Whether one runs that has begun at this time or later. */
  boolean runsSince(Instant time) {
    Talk last = last();
    return running() && last != null && !last.startedAt.isBefore(time);
  }

  void follow(Lines lines, Instant at) {
    talks.forEach(t -> t.follow(lines, holds.keySet(), at));
  }

  /** A channel is gone, or its party has handed the others over. */
  void leave(String channel, Instant at) {
    holds.remove(channel);
    for (Talk talk : talks) {
      if (talk.has(channel)) {
        talk.end(at);
      }
    }
  }

  void endAll(Instant at) {
    talks.forEach(t -> t.end(at));
  }

  /** Whoever hung up before, a transferer say, did not end it. */
  void goesOn() {
    ended = null;
    endedByLocal = null;
  }

  void hangupRequested(Talk.Side side, boolean local) {
    if (local && endedByLocal == null) {
      endedByLocal = side;
    } else if (!local && ended == null) {
      ended = side;
    }
  }

  /** Who ended it; absent where nobody's hangup was requested. */
  Talk.@Nullable Side endedBy() {
    return ended == null ? endedByLocal : ended;
  }

  /** False where it holds already. */
  boolean hold(String channel, Instant at) {
    return holds.putIfAbsent(channel, at) == null;
  }

  /** Since when it held; absent for the Unhold without a Hold that Asterisk sends at transfers. */
  @Nullable Instant unhold(String channel) {
    return holds.remove(channel);
  }

  boolean isHeldBy(String channel) {
    return holds.containsKey(channel);
  }

  long talkMs() {
    return talks.stream().mapToLong(Talk::talkMs).sum();
  }

  long holdMs() {
    return talks.stream().mapToLong(Talk::holdMs).sum();
  }
}
