package org.switchhook.telephony;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A channel that nobody dialled for a call meets its waiting party in a bridge: who retrieves a
 * parked call, whom Asterisk calls back after a transfer that failed, an agent whom AgentRequest()
 * asks for, who joins a conference.
 */
final class Meeting {

  private Meeting() {}

  static void in(Pbx pbx, List<Line> bridged, Moment now) {
    if (bridged.size() < 2) {
      return;
    }
    Optional<Line> waiting = bridged.stream().filter(l -> waits(pbx, l)).findFirst();
    Optional<Line> comer = bridged.stream().filter(l -> isUnknown(pbx, l)).findFirst();
    Call call = waiting.map(pbx::callOf).orElse(null);
    if (call != null && comer.isPresent()) {
      meet(pbx, call, comer.get(), now);
    }
  }

  /** The party of a call for whom others are rung, and with whom nobody talks now. */
  private static boolean waits(Pbx pbx, Line line) {
    Call call = pbx.callOf(line);
    return call != null
        && call.direction() != null
        && call.isAnchor(line)
        && !call.conversation.running();
  }

  /** It is in no call that was told of, and nobody but Asterisk itself has rung it. */
  private static boolean isUnknown(Pbx pbx, Line line) {
    Call call = pbx.callOf(line);
    boolean untold = call == null || call.direction() == null;
    return untold && !line.isLocal() && line.dialledBy == null;
  }

  private static void meet(Pbx pbx, Call call, Line comer, Moment now) {
    call.settleTransfer(now); // It went where it waited, and not to whoever came.
    pbx.forget(comer);
    Instant rungAt = comer.originatedAt == null ? now.time() : comer.originatedAt;
    Offer offer = OfferFolds.begin(pbx, call, comer, pbx.party(comer, now), null, now);
    offer.rungSince(rungAt);
    OfferFolds.accept(pbx, call, offer, now);
  }
}
