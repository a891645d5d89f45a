package org.switchhook.telephony;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.Segment;
import org.switchhook.event.QueueRef;

/**
 * Two parties' part of a conversation, and how long they talked and held. It is told as the part of
 * the near one, which is the phone's side.
 */
final class Talk {

  private Side near;
  private Side far;
  final @Nullable String queue;
  final Instant startedAt;
  private long talkMs;
  private long holdMs;
  private Instant countedTo;
  private State state = State.TALKING;

  /** They were bridged; until then the bridging is under way. */
  private boolean met;

  private enum State {
    TALKING,
    HELD,
    APART,
    OVER
  }

  Talk(Side near, Side far, @Nullable String queue, Instant startedAt) {
    this.near = near;
    this.far = far;
    this.queue = queue;
    this.startedAt = startedAt;
    this.countedTo = startedAt;
  }

  /** A party and the uniqueid of the channel that it is on. */
  record Side(Party party, String channel) {

    /** The same party on another channel. */
    Side on(Line line) {
      return line.uniqueid().equals(channel) ? this : new Side(party, line.uniqueid());
    }
  }

  Side near() {
    return near;
  }

  Side far() {
    return far;
  }

  boolean running() {
    return state == State.TALKING || state == State.HELD;
  }

  boolean isOver() {
    return state == State.OVER;
  }

  boolean has(String channel) {
    return channel.equals(near.channel()) || channel.equals(far.channel());
  }

  /** Who is on one of its two channels. */
  Side side(String channel) {
    return channel.equals(near.channel()) ? near : far;
  }

  Side other(String channel) {
    return channel.equals(near.channel()) ? far : near;
  }

  /** Whether they hear each other now, as the bridges tell. */
  void follow(Lines lines, Set<String> holding, Instant at) {
    Line nearLine = lines.get(near.channel());
    Line farLine = lines.get(far.channel());
    if (isOver()) {
      return;
    }
    if (nearLine == null || farLine == null) {
      become(State.APART, at);
      return;
    }
    // A Local channel is optimised away once the person behind it is bridged.
    near = near.on(lines.behind(nearLine));
    far = far.on(lines.behind(farLine));
    boolean connected = lines.connected(nearLine, farLine);
    met |= connected;
    boolean held = holding.contains(near.channel()) || holding.contains(far.channel());
    boolean stays = connected || !met || (state == State.HELD && isBridged(nearLine, farLine));
    become(!stays ? State.APART : held ? State.HELD : State.TALKING, at);
  }

  /** Who holds may consult somebody in another bridge; who has gone on is in none at first. */
  private static boolean isBridged(Line near, Line far) {
    return near.bridge != null || far.bridge != null;
  }

  /** The same party is on another channel, where its own was a Local one that is gone. */
  boolean goesOnAt(Line line, Party party, Set<String> up) {
    boolean same = !isOver() && near.party().equals(party) && !up.contains(near.channel());
    near = same ? near.on(line) : near;
    return same;
  }

  void end(Instant at) {
    become(State.OVER, at);
  }

  private void become(State next, Instant at) {
    long ms = at.toEpochMilli() - countedTo.toEpochMilli();
    if (state == State.HELD) {
      holdMs += ms;
    } else if (state == State.TALKING) {
      talkMs += ms;
    }
    countedTo = at;
    state = next;
  }

  long talkMs() {
    return talkMs;
  }

  long holdMs() {
    return holdMs;
  }

  Segment segment() {
    Party party = near.party();
    return new Segment(
        party.agent(),
        party.extension(),
        party.number(),
        queue == null ? null : new QueueRef(queue),
        startedAt,
        talkMs,
        holdMs);
  }
}
