package org.switchhook.telephony;

import java.time.Duration;
import java.util.List;
import org.switchhook.event.CallDetail.Cause;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal.Created;
import org.switchhook.telephony.signal.ChannelSignal.EnteredBridge;
import org.switchhook.telephony.signal.ChannelSignal.HangupRequested;
import org.switchhook.telephony.signal.ChannelSignal.Held;
import org.switchhook.telephony.signal.ChannelSignal.HungUp;
import org.switchhook.telephony.signal.ChannelSignal.LeftBridge;
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
        .on(HangupRequested.class, ChannelFolds::hangupRequested)
        .on(EnteredBridge.class, ChannelFolds::enteredBridge)
        .on(LeftBridge.class, ChannelFolds::leftBridge)
        .on(Held.class, ChannelFolds::held)
        .on(Unheld.class, ChannelFolds::unheld)
        .on(HungUp.class, ChannelFolds::hungUp);
  }

  /** A channel that rings the PBX begins a call; one that is called joins when its dial begins. */
  private static void created(Pbx pbx, Created signal, Moment now) {
    Line line = pbx.line(signal.channel(), now);
    line.outgoing |= signal.channel().state() == Channel.DOWN;
    String exten = signal.channel().exten();
    // The far half of a Local channel rings the dialplan too, on behalf of its near half.
    boolean calls = signal.channel().state() == Channel.RING && !line.endpoint().isLocal();
    if (!calls || line.call != null || (exten != null && now.site().ignores(exten))) {
      return;
    }
    Call call = pbx.begin(line, now);
    if (call.caller().isOutside()) {
      call.receive(now, Direction.INBOUND);
    }
  }

  private static void stateChanged(Pbx pbx, StateChanged signal, Moment now) {
    Line line = pbx.lines.get(signal.channel().uniqueid());
    if (line != null) {
      line.channel = signal.channel();
      line.rang |= signal.channel().state() == Channel.RINGING;
    }
  }

  private static void hangupRequested(Pbx pbx, HangupRequested signal, Moment now) {
    Line line = pbx.lines.get(signal.channel().uniqueid());
    if (line == null) {
      return;
    }
    line.requestedCause = signal.cause();
    Call call = pbx.callOf(line);
    if (call == null) {
      return;
    }
    boolean isCaller = line.uniqueid().equals(call.uniqueid);
    call.callerHungUp |= isCaller;
    Conversation conversation = call.conversation;
    // A caller whom nobody talks with any more, transferred say, ends the call as well.
    boolean counts = isCaller ? conversation.began() : isTalking(conversation, line);
    // A Local channel's hangup is never the person's who hung up.
    if (counts && conversation.endedBy == null && !line.endpoint().isLocal()) {
      conversation.endedBy = line.uniqueid();
    }
  }

  private static boolean isTalking(Conversation conversation, Line line) {
    Talk talk = conversation.of(line.uniqueid());
    return talk != null && talk.running();
  }

  private static void enteredBridge(Pbx pbx, EnteredBridge signal, Moment now) {
    Line line = pbx.lines.get(signal.channel().uniqueid());
    if (line == null) {
      return;
    }
    line.bridge = signal.bridgeId();
    Call call = pbx.callOf(line);
    Line caller = call == null ? null : pbx.callerLine(call);
    if (call == null || caller == null) {
      return;
    }
    for (Talk talk : call.conversation.talks()) {
      Line talker = pbx.lines.get(talk.channel);
      if (talker != null
          && signal.bridgeId().equals(talker.bridge)
          && signal.bridgeId().equals(caller.bridge)) {
        talk.run(now.time());
      }
    }
  }

  private static void leftBridge(Pbx pbx, LeftBridge signal, Moment now) {
    Line line = pbx.lines.get(signal.channel().uniqueid());
    if (line == null) {
      return;
    }
    line.bridge = null;
    Call call = pbx.callOf(line);
    if (call != null) {
      call.conversation.left(line.uniqueid(), call.uniqueid, now.time());
    }
  }

  private static void held(Pbx pbx, Held signal, Moment now) {
    Call call = pbx.callOf(signal.channel());
    if (call != null) {
      call.hold(now, signal.channel().uniqueid());
    }
  }

  private static void unheld(Pbx pbx, Unheld signal, Moment now) {
    Call call = pbx.callOf(signal.channel());
    if (call != null) {
      call.unhold(now, signal.channel().uniqueid());
    }
  }

  private static void hungUp(Pbx pbx, HungUp signal, Moment now) {
    Line line = pbx.lines.remove(signal.channel().uniqueid());
    Call call = line == null ? null : pbx.callOf(line);
    if (line == null || call == null) {
      return;
    }
    boolean isCaller = line.uniqueid().equals(call.uniqueid);
    OfferFolds.settleHungUp(pbx, call, line, signal, now);
    call.conversation.left(line.uniqueid(), call.uniqueid, now.time());
    if (isCaller && signal.cause() != 0) {
      call.hangupCause = new Cause(signal.cause(), signal.causeText());
    }
    call.channels.remove(line.uniqueid());
    if (call.channels.isEmpty()) {
      end(pbx, call, now);
    } else if (isCaller) {
      now.decideBy(now.time().plus(RUNG_GO), Deadline.What.RUNG, call.uniqueid);
    }
  }

  /**
   * Dial() and Queue() hang up whom they ring as soon as the caller is gone. A rung channel that is
   * still here ended while nobody listened; how, is not known.
   */
  static void forgetRung(Pbx pbx, Call call, Moment now) {
    if (call.channels.isEmpty() || call.channels.contains(call.uniqueid)) {
      return;
    }
    List.copyOf(call.offers).forEach(offer -> call.reject(now, offer, Outcome.WITHDRAWN));
    for (String channel : List.copyOf(call.channels)) {
      if (call.conversation.of(channel) == null) {
        pbx.lines.remove(channel);
        call.channels.remove(channel);
      }
    }
    if (call.channels.isEmpty()) {
      end(pbx, call, now);
    }
  }

  private static void end(Pbx pbx, Call call, Moment now) {
    // A phone's call that never dialled anybody and joined no queue stayed inside.
    call.receive(now, Direction.INTERNAL);
    Talk last = call.conversation.last();
    Duration wrapUp = last == null ? Duration.ZERO : pbx.wrapUp(last, now.site());
    call.end(now, wrapUp);
    if (wrapUp.isZero()) {
      pbx.calls.remove(call.uniqueid);
    }
  }
}
