package org.switchhook.telephony;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.telephony.signal.ChannelSignal.HungUp;
import org.switchhook.telephony.signal.DialSignal.Ended;

/** A channel that Asterisk itself rings (Originate), until it shows on whose behalf. */
final class Origination {

  private Origination() {}

  /**
   * A transferer who has hung up is rung again, as the target does not answer: Asterisk keeps the
   * old channel until then, out of all bridges.
   */
  static void recall(Pbx pbx, Line rung, Moment now) {
    Line old = pbx.holdingLine(rung.endpoint());
    Call call = old == null || old.bridge != null ? null : pbx.callOf(old);
    if (call != null && call.anchorIsUp() && !call.conversation.running()) {
      call.settleTransfer(now);
      Settling.withdraw(call, now); // The target's ringing was given up, which may be said later.
      OfferFolds.begin(pbx, call, rung, pbx.party(rung, now), null, now);
    }
  }

  static void dialEnded(Pbx pbx, Ended signal, Moment now) {
    Line line = pbx.lines.get(signal.to().uniqueid());
    if (line == null || line.originatedAt == null) {
      return;
    }
    if (signal.status().equals("ANSWER")) {
      line.answeredAt = now.time();
    } else {
      line.dialStatus = signal.status();
    }
  }

  /**
   * It hung up and had dialled nobody, joined no queue and met nobody: all there is to tell is how
   * the ringing ended. A Local channel rings nobody.
   */
  static void hungUp(Pbx pbx, Line line, HungUp signal, Moment now) {
    Instant rung = line.originatedAt;
    if (rung == null || line.session != null || line.isLocal()) {
      return;
    }
    Call call = pbx.begin(line, now);
    Party party = call.entry().caller();
    call.receive(now.of(line.createdAt), call.entry().direction());
    Offer offer = OfferFolds.begin(pbx, call, line, party, null, now.of(rung));
    if (line.answeredAt == null) {
      Settling.hungUp(call, line, signal, now);
    } else {
      call.accept(now.of(line.answeredAt), offer);
      hangupRequested(call, line);
    }
    call.conversation.leave(line.uniqueid(), now.time());
    call.channels.clear();
    pbx.end(call, now);
  }

  /**
   * The same in a gap: how it ended was not heard.
   *
   * @param answeredAt absent where nobody is known to have answered
   */
  static void ended(Pbx pbx, Line line, @Nullable Instant answeredAt, Moment now) {
    Instant rung = line.originatedAt;
    if (rung == null || line.isLocal()) {
      return;
    }
    Call call = pbx.begin(line, now);
    call.receive(now.of(line.createdAt), call.entry().direction());
    Offer offer = OfferFolds.begin(pbx, call, line, call.entry().caller(), null, now.of(rung));
    if (answeredAt == null) {
      call.reject(now, offer, Outcome.UNKNOWN);
    } else {
      call.accept(call.behindTold(now.of(answeredAt)), offer);
    }
    call.endUnheard = true;
    call.channels.clear();
    pbx.end(call, now);
  }

  /** How its ringing ended: Asterisk gives up without a word, on 16 without a cause too. */
  static @Nullable String dialStatus(Line line) {
    boolean gaveUp = line.dialStatus == null && line.rang && !line.hangupRequested;
    return gaveUp ? "NOANSWER" : line.dialStatus;
  }

  private static void hangupRequested(Call call, Line line) {
    if (line.hangupRequested) {
      call.conversation.hangupRequested(call.anchor(), false);
    }
  }
}
