package org.switchhook.telephony.signal;

import java.time.Instant;

/**
 * Something that the model can be told. All that changes the model is one of these, so that the
 * journal of them is the model.
 */
public sealed interface Signal
    permits ChannelSignal,
        DialSignal,
        QueueSignal,
        OfferSignal,
        TransferSignal,
        MemberSignal,
        DispositionSignal,
        DataSignal,
        SessionSignal,
        RecordSignal,
        ResyncSignal,
        BridgeSignal {

  /** The PBX's name in switchhook.conf, or the bridge's own name where it speaks of itself. */
  String pbx();

  /** When it happened, by the PBX's clock if it gave a time, else when it arrived. */
  Instant time();

  /**
   * Whether the time is by the clock that the PBX's events go by. What answers an action bears no
   * time, so that it has the time of its arrival: one clock must not be measured with the other.
   */
  default boolean isByPbxClock() {
    return true;
  }
}
