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

  /**
   * AMI {@code AttendedTransfer} that succeeded: those with whom {@code transferer} and {@code
   * second} are connected are joined. By a feature code both are one channel; by SIP REFER they are
   * the two calls of one phone.
   */
  record Attended(String pbx, Instant time, Channel transferer, Channel second)
      implements TransferSignal {}
}
