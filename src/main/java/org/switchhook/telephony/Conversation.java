package org.switchhook.telephony;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who has talked with the caller, who holds, and whose hangup ended it. */
final class Conversation {

  private final List<Talk> talks = new ArrayList<>();

  /** When it was first answered. */
  @Nullable Instant answeredAt;

  /** Since when each channel holds, by uniqueid. */
  private final Map<String, Instant> holds = new LinkedHashMap<>();

  /** The channel whose hangup was requested first, while it talked. */
  @Nullable String endedBy;

  boolean began() {
    return answeredAt != null;
  }

  void begin(Talk talk) {
    if (answeredAt == null) {
      answeredAt = talk.startedAt;
    }
    // A transferer who has left, or an agent before this one, did not end it.
    endedBy = null;
    talks.add(talk);
  }

  List<Talk> talks() {
    return talks;
  }

  @Nullable Talk last() {
    return talks.isEmpty() ? null : talks.get(talks.size() - 1);
  }

  @Nullable Talk of(String channel) {
    return talks.stream().filter(t -> t.channel.equals(channel)).findFirst().orElse(null);
  }

  boolean running() {
    return talks.stream().anyMatch(Talk::running);
  }

  /** {@code channel} left; {@code caller} is the channel that all talk with. */
  void left(String channel, String caller, Instant at) {
    talks.stream()
        .filter(t -> channel.equals(caller) || t.channel.equals(channel))
        .forEach(t -> t.stop(at));
  }

  /** False where it holds already. */
  boolean hold(String channel, Instant at) {
    if (holds.putIfAbsent(channel, at) != null) {
      return false;
    }
    talks.forEach(t -> t.hold(true, at));
    return true;
  }

  /** Since when it held; absent for the Unhold without a Hold that Asterisk sends at transfers. */
  @Nullable Instant unhold(String channel, Instant at) {
    Instant since = holds.remove(channel);
    if (since != null && holds.isEmpty()) {
      talks.forEach(t -> t.hold(false, at));
    }
    return since;
  }

  long talkMs() {
    return talks.stream().mapToLong(Talk::talkMs).sum();
  }

  long holdMs() {
    return talks.stream().mapToLong(Talk::holdMs).sum();
  }
}
