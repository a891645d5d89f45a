package org.switchhook.telephony;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.Segment;
import org.switchhook.event.QueueRef;

/** One party's part of a conversation, and how long it talked and held. */
final class Talk {

  final Party party;

  /** Who is on the channel that answered: of an outbound call, the outside party. */
  final Party answeredBy;

  final @Nullable String queue;

  /** The uniqueid of the channel that answered. */
  final String channel;

  final Instant startedAt;
  private long talkMs;
  private long holdMs;
  private @Nullable Instant countedTo;
  private boolean held;

  Talk(Party party, Party answeredBy, @Nullable String queue, String channel, Instant startedAt) {
    this.party = party;
    this.answeredBy = answeredBy;
    this.queue = queue;
    this.channel = channel;
    this.startedAt = startedAt;
    this.countedTo = startedAt;
  }

  boolean running() {
    return countedTo != null;
  }

  void run(Instant at) {
    if (countedTo == null) {
      countedTo = at;
    }
  }

  void stop(Instant at) {
    count(at);
    countedTo = null;
  }

  void hold(boolean on, Instant at) {
    count(at);
    held = on;
  }

  private void count(Instant at) {
    if (countedTo == null) {
      return;
    }
    long ms = at.toEpochMilli() - countedTo.toEpochMilli();
    if (held) {
      holdMs += ms;
    } else {
      talkMs += ms;
    }
    countedTo = at;
  }

  long talkMs() {
    return talkMs;
  }

  long holdMs() {
    return holdMs;
  }

  Segment segment() {
    return new Segment(
        party.agent(),
        party.extension(),
        queue == null ? null : new QueueRef(queue),
        startedAt,
        talkMs,
        holdMs);
  }
}
