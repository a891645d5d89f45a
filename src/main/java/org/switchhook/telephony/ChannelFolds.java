package org.switchhook.telephony;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.Cause;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal.CallerIdChanged;
import org.switchhook.telephony.signal.ChannelSignal.Created;
import org.switchhook.telephony.signal.ChannelSignal.EnteredBridge;
import org.switchhook.telephony.signal.ChannelSignal.HangupRequested;
import org.switchhook.telephony.signal.ChannelSignal.Held;
import org.switchhook.telephony.signal.ChannelSignal.HungUp;
import org.switchhook.telephony.signal.ChannelSignal.LeftBridge;
import org.switchhook.telephony.signal.ChannelSignal.Spies;
import org.switchhook.telephony.signal.ChannelSignal.StateChanged;
import org.switchhook.telephony.signal.ChannelSignal.Unheld;

/** What a channel's life means for its call. */
final class ChannelFolds {

  /** A rung phone's hangup is some milliseconds behind the caller's. */
  private static final Duration RUNG_GO = Duration.ofSeconds(2);

  private ChannelFolds() {}

  static void addTo(Dispatch dispatch) {
    dispatch
        .on(Created.class, ChannelFolds::created)
        .on(StateChanged.class, ChannelFolds::stateChanged)
        .on(CallerIdChanged.class, ChannelFolds::callerIdChanged)
        .on(HangupRequested.class, ChannelFolds::hangupRequested)
        .on(EnteredBridge.class, ChannelFolds::enteredBridge)
        .on(LeftBridge.class, ChannelFolds::leftBridge)
        .on(Held.class, ChannelFolds::held)
        .on(Unheld.class, ChannelFolds::unheld)
        .on(Spies.class, ChannelFolds::spies)
        .on(HungUp.class, ChannelFolds::hungUp);
  }

  /** A channel that rings the PBX begins a call; one that is called joins when its dial begins. */
  private static void created(Pbx pbx, Created signal, Moment now) {
    Line line = pbx.lines.of(signal.channel(), now.time());
    line.outgoing |= signal.channel().state() == Channel.DOWN;
    String exten = signal.channel().exten();
    // The far half of a Local channel rings the dialplan too, on behalf of its near half.
    boolean calls = signal.channel().state() == Channel.RING && !line.isLocal();
    if (!calls || line.call() != null || (exten != null && now.site().ignores(exten))) {
      return;
    }
    Call call = pbx.begin(line, now);
    if (call.entry().caller().isOutside()) {
      call.receive(now, Direction.INBOUND);
    }
  }

  private static void stateChanged(Pbx pbx, StateChanged signal, Moment now) {
    Line line = pbx.lines.get(signal.channel().uniqueid());
    if (line != null) {
      line.channel = signal.channel();
      boolean rings = signal.channel().state() == Channel.RINGING;
      line.rang |= rings;
      pbx.lines.rungAs(line).rang |= rings;
    }
  }

  /** An originated channel is given its caller id after it was made. */
  private static void callerIdChanged(Pbx pbx, CallerIdChanged signal, Moment now) {
    Line line = pbx.lines.get(signal.channel().uniqueid());
    if (line != null) {
      line.channel = signal.channel();
    }
  }

  private static void hangupRequested(Pbx pbx, HangupRequested signal, Moment now) {
    Line line = pbx.lines.get(signal.channel().uniqueid());
    if (line == null) {
      return;
    }
    line.hangupRequested = true;
    line.requestedCause = signal.cause();
    pbx.lines.rungAs(line).requestedCause = signal.cause();
    Call call = pbx.callOf(line);
    if (call == null) {
      return;
    }
    // What Asterisk does with the Local channel of a feature code's consultation says nothing.
    call.callerHungUp |= call.isAnchor(line) && !(line.isLocal() && call.consultation() != null);
    Talk.Side side = side(call, line);
    if (side != null) {
      // A Local channel's hangup is never the person's who hung up.
      call.conversation.hangupRequested(side, line.isLocal());
    }
  }

  /** On which side of the conversation a channel is; absent where it has left it. */
  private static Talk.@Nullable Side side(Call call, Line line) {
    if (call.isAnchor(line)) {
      // Whom nobody talks with any more, transferred say, ends the call as well.
      return call.anchor();
    }
    Talk talk = call.conversation.of(line.uniqueid());
    return talk == null ? null : talk.side(line.uniqueid());
  }

  private static void enteredBridge(Pbx pbx, EnteredBridge signal, Moment now) {
    Line line = pbx.lines.get(signal.channel().uniqueid());
    if (line == null) {
      return;
    }
    pbx.lines.enter(line, signal.bridgeId());
    follow(pbx, line, now);
    Meeting.in(pbx, pbx.lines.bridged(line), now);
    for (Line member : pbx.lines.bridged(line)) {
      pbx.refold(pbx.lines.otherHalf(member), now);
    }
  }

  private static void leftBridge(Pbx pbx, LeftBridge signal, Moment now) {
    Line line = pbx.lines.get(signal.channel().uniqueid());
    if (line == null) {
      return;
    }
    List<Line> members = pbx.lines.bridged(line);
    pbx.lines.leave(line);
    members.forEach(member -> follow(pbx, member, now));
  }

  /** Who hears whom may be another now, in the calls of all that are in the bridge. */
  private static void follow(Pbx pbx, Line line, Moment now) {
    Set<Call> calls = new LinkedHashSet<>();
    add(calls, pbx.callOf(line));
    pbx.lines.bridged(line).forEach(member -> add(calls, pbx.callOf(member)));
    calls.forEach(call -> pbx.follow(call, now));
  }

  private static void add(Set<Call> calls, @Nullable Call call) {
    if (call != null) {
      calls.add(call);
    }
  }

  private static void held(Pbx pbx, Held signal, Moment now) {
    Line line = pbx.lines.get(signal.channel().uniqueid());
    Call call = line == null ? null : pbx.callOf(line);
    if (line != null && call != null) {
      call.hold(now, line.uniqueid());
      pbx.holds(line);
      pbx.follow(call, now);
    }
  }

  private static void unheld(Pbx pbx, Unheld signal, Moment now) {
    Call call = pbx.callOf(signal.channel());
    if (call != null) {
      call.unhold(now, signal.channel().uniqueid());
      pbx.follow(call, now);
    }
  }

  /** A supervisor who listens is no call, and no party of one. */
  private static void spies(Pbx pbx, Spies signal, Moment now) {
    Line line = pbx.lines.of(signal.channel(), now.time());
    pbx.forget(line);
    line.originatedAt = null;
  }

  private static void hungUp(Pbx pbx, HungUp signal, Moment now) {
    Line line = pbx.remove(signal.channel().uniqueid());
    if (line == null) {
      return;
    }
    Call call = pbx.callOf(line);
    if (call == null) {
      Origination.hungUp(pbx, line, signal, now);
      return;
    }
    DispositionFolds.leave(pbx, call, line, now);
    Settling.hungUp(call, line, signal, now);
    call.conversation.leave(line.uniqueid(), now.time());
    if (call.isAnchor(line) && signal.cause() != 0) {
      call.hangupCause = new Cause(signal.cause(), signal.causeText());
    }
    boolean was = call.channels.remove(line.uniqueid());
    if (call.isAnchor(line)) {
      Consultations.goOn(pbx, call);
    }
    boolean last = was && call.channels.isEmpty();
    if (last) {
      pbx.end(call, now);
    } else if (call.isAnchor(line)) {
      now.decideBy(now.time().plus(RUNG_GO), Deadline.What.RUNG, call.uniqueid);
    }
  }

  /**
   * Dial() and Queue() hang up whom they ring as soon as the caller is gone. A rung channel that is
   * still here ended while nobody listened; how, is not known.
   */
  static void forgetRung(Pbx pbx, Call call, Moment now) {
    if (call.channels.isEmpty() || call.anchorIsUp()) {
      return;
    }
    Settling.withdraw(call, now);
    for (String channel : List.copyOf(call.channels)) {
      if (call.conversation.of(channel) == null) {
        pbx.remove(channel);
        call.channels.remove(channel);
      }
    }
    if (call.channels.isEmpty()) {
      pbx.end(call, now);
    }
  }
}
