package org.switchhook.telephony;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal.HangupRequested;
import org.switchhook.telephony.signal.ChannelSignal.HungUp;
import org.switchhook.telephony.signal.DialSignal.Begun;
import org.switchhook.telephony.signal.QueueSignal.Joined;
import org.switchhook.telephony.signal.Signal;
import org.switchhook.telephony.signal.TransferSignal.Blind;

/**
 * Whom somebody transfers goes on in a thread of its own, so Asterisk may say what became of that
 * one a moment before it says {@code BlindTransfer}. What it says then waits for that, or for the
 * hangup of who was left, which comes after it.
 */
final class LateTransfer {

  private static final Duration COMES_WITHIN = Duration.ofMillis(100);

  /** The uniqueid of the channel that may be about to have transferred; absent: nobody's. */
  private @Nullable String left;

  private final List<Signal> heldBack = new ArrayList<>(0);

  /** What is to be folded now, in this order, as this signal comes. */
  List<Signal> turn(Pbx pbx, Signal signal, Moment now) {
    if (left == null) {
      left = leftBy(pbx, signal);
      if (left == null) {
        return List.of(signal);
      }
      now.decideBy(now.time().plus(COMES_WITHIN), Deadline.What.LATE_TRANSFER, left);
    } else if (isAwaited(signal)) {
      List<Signal> turn = new ArrayList<>(heldBack.size() + 1);
      turn.add(signal);
      turn.addAll(release());
      return turn;
    }
    heldBack.add(signal);
    return List.of();
  }

  /** It did not come, or not for this channel. */
  List<Signal> giveUp(String channel) {
    return channel.equals(left) ? release() : List.of();
  }

  /** What is held back, which is not any more. */
  List<Signal> release() {
    List<Signal> released = List.copyOf(heldBack);
    heldBack.clear();
    left = null;
    return released;
  }

  private boolean isAwaited(Signal signal) {
    Channel channel = null;
    if (signal instanceof Blind blind) {
      channel = blind.transferer();
    } else if (signal instanceof HungUp hungUp) {
      channel = hungUp.channel();
    } else if (signal instanceof HangupRequested requested) {
      channel = requested.channel();
    }
    return channel != null && channel.uniqueid().equals(left);
  }

  /** With whom the channel that rings somebody or joins a queue talked a moment ago. */
  private static @Nullable String leftBy(Pbx pbx, Signal signal) {
    Channel channel = null;
    if (signal instanceof Begun begun) {
      channel = begun.from();
    } else if (signal instanceof Joined joined) {
      channel = joined.channel();
    }
    Line line = channel == null ? null : pbx.lines.get(channel.uniqueid());
    Call call = line == null ? null : pbx.callOf(line);
    return line == null || call == null ? null : left(pbx, call, line);
  }

  private static @Nullable String left(Pbx pbx, Call call, Line line) {
    for (Talk talk : call.conversation.talks()) {
      String channel = talk.near().channel();
      String other = talk.far().channel();
      if (!talk.isOver() && isLeft(pbx, channel, line)) {
        return channel;
      }
      if (!talk.isOver() && isLeft(pbx, other, line)) {
        return other;
      }
    }
    return null;
  }

  private static boolean isLeft(Pbx pbx, String channel, Line by) {
    Line line = pbx.lines.get(channel);
    return line != null
        && !line.equals(by)
        && (line.bridge == null || pbx.lines.bridged(line).size() == 1)
        && !line.hangupRequested
        && line.session == null;
  }
}
