package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.NamedChannel;

/**
 * Whom a transferer asked, or was about to ask, before a call was handed over to that one.
 *
 * @param channel the name of that one's
 * @param answered before the transfer
 */
record Asked(Party party, String channel, boolean answered) {

  /** The next record begins with the transfer, and bears whole seconds. */
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  /**
   * As far as the records tell; absent where they leave open who it is, or whether he answered.
   *
   * @param next the record of whom the call was connected with after the transfer, or rang
   */
  static @Nullable Asked of(
      RecordedTransfer transfer, @Nullable CdrWritten next, ChannelNames names, Moment now) {
    String channel = channel(transfer, next);
    Boolean answered = channel == null ? null : answered(transfer, names.half(channel));
    if (channel == null || answered == null) {
      return null;
    }
    Party party =
        transfer.to() == null && next != null ? names.rung(next, now) : names.target(channel, now);
    boolean nobody = party.isOutside() && party.number() == null;
    return nobody ? null : new Asked(party, names.behind(channel), answered);
  }

  /** CEL does not always know it. */
  private static @Nullable String channel(RecordedTransfer transfer, @Nullable CdrWritten next) {
    NamedChannel to = transfer.to();
    if (to != null) {
      return to.name();
    }
    boolean atOnce = next != null && next.start().isBefore(transfer.at().plus(AT_ONCE));
    return next != null && atOnce ? next.destinationChannel() : null;
  }

  /**
   * @param half of the Local channel that rang the target for a feature code
   */
  private static @Nullable Boolean answered(RecordedTransfer transfer, @Nullable CdrWritten half) {
    NamedChannel to = transfer.to();
    if (transfer.ringing()) {
      return false;
    }
    if (half == null) {
      // By REFER the transferer is connected with the target on the second channel.
      boolean known = to != null && !to.name().startsWith("Local/");
      return known ? Boolean.TRUE : null;
    }
    return "Dial".equals(half.application()) ? answered(transfer.at(), half.answer()) : null;
  }

  /** The record's answer bears the second alone. */
  private static @Nullable Boolean answered(Instant transfer, @Nullable Instant answer) {
    int order = answer == null ? 1 : answer.compareTo(transfer.truncatedTo(ChronoUnit.SECONDS));
    return order == 0 ? null : Boolean.valueOf(order < 0);
  }
}
