package org.switchhook.telephony.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One channel rings another. {@code from} is absent where Asterisk itself dials (Originate). */
public sealed interface DialSignal extends Signal {

  @Nullable Channel from();

  Channel to();

  /** AMI {@code DialBegin}. */
  record Begun(
      String pbx, Instant time, @Nullable Channel from, Channel to, @Nullable String dialString)
      implements DialSignal {}

  /**
   * AMI {@code DialEnd}; can come more than once for one dial. {@code status} is Asterisk's
   * DIALSTATUS word: ANSWER, BUSY, NOANSWER, CANCEL, CONGESTION, CHANUNAVAIL, ABORT, …
   */
  record Ended(String pbx, Instant time, @Nullable Channel from, Channel to, String status)
      implements DialSignal {}
}
