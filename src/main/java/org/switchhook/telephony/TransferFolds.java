package org.switchhook.telephony;

import java.time.Duration;
import org.switchhook.telephony.signal.TransferSignal.Blind;

/** What handing a call over means for it. */
final class TransferFolds {

  /** A dialplan that does nothing with the call for so long is where it went. */
  private static final Duration GOES_SOMEWHERE = Duration.ofSeconds(2);

  private TransferFolds() {}

  static void addTo(Dispatch dispatch) {
    dispatch.on(Blind.class, TransferFolds::blind);
  }

  /** Who talks with the caller hands the caller over. */
  private static void blind(Pbx pbx, Blind signal, Moment now) {
    Call call = pbx.callOf(signal.transferer());
    Talk talk = call == null ? null : call.conversation.of(signal.transferer().uniqueid());
    boolean caller = call != null && signal.transferee().uniqueid().equals(call.uniqueid);
    if (call == null || talk == null || !talk.running() || !caller || call.isOutbound()) {
      return;
    }
    call.conversation.left(talk.channel, call.uniqueid, now.time());
    // A transferer's hangup ends the transferer's part alone.
    call.conversation.endedBy = null;
    call.transfer = new Transfer(talk.party, signal.extension(), now.time());
    now.decideBy(now.time().plus(GOES_SOMEWHERE), Deadline.What.TRANSFER, call.uniqueid);
  }
}
