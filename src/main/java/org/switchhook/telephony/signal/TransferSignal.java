package org.switchhook.telephony.signal;

import java.time.Instant;

/** One party of a conversation hands the others over. */
public sealed interface TransferSignal extends Signal {

  Channel transferer();

  /**
   * AMI {@code BlindTransfer} that succeeded: {@code transferee} goes to {@code extension} of a
   * dialplan context.
   */
  record Blind(String pbx, Instant time, Channel transferer, Channel transferee, String extension)
      implements TransferSignal {}
}
