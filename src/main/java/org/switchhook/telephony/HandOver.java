package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.BridgeDetail.Missing;
import org.switchhook.event.CallDetail;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.NamedChannel;

/** Tells that a call was handed over in a gap, as CEL has it. */
final class HandOver {

  /** The next record begins with the transfer, and bears whole seconds. */
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private final Pbx pbx;
  private final Call call;
  private final Gap gap;
  private final ChannelNames names;

  HandOver(Pbx pbx, Call call, Gap gap, ChannelNames names) {
    this.pbx = pbx;
    this.call = call;
    this.gap = gap;
    this.names = names;
  }

  /**
   * @param next the record of whom the call was connected with then, or rang
   */
  void tell(RecordedTransfer transfer, @Nullable CdrWritten next, Moment now) {
    Talk talk = talk(transfer);
    if (talk == null) {
      gap.tally.unresolved(Missing.TRANSFERS, call);
      return;
    }
    Talk.Side by = by(talk, transfer);
    if (transfer.isBlind()) {
      blind(transfer, by, talk.other(by.channel()), now);
    } else if (!TransferFolds.handOver(pbx, call, now)) {
      attended(transfer, by, talk.other(by.channel()), next, now);
    }
    gap.cel.isTold(call.uniqueid);
  }

  /** The last one that the transferer has a part in, or else whom it handed over. */
  private @Nullable Talk talk(RecordedTransfer transfer) {
    Talk found = null;
    for (Talk talk : call.conversation.talks()) {
      found = isOn(talk, transfer.by()) || isOn(talk, transfer.left()) ? talk : found;
    }
    return found;
  }

  private boolean isOn(Talk talk, @Nullable NamedChannel channel) {
    return channel != null
        && (names.isOn(talk.near().channel(), channel)
            || names.isOn(talk.far().channel(), channel));
  }

  private Talk.Side by(Talk talk, RecordedTransfer transfer) {
    NamedChannel left = transfer.left();
    boolean near = names.isOn(talk.near().channel(), transfer.by());
    boolean farStays = left != null && names.isOn(talk.far().channel(), left);
    return near || farStays ? talk.near() : talk.far();
  }

  private void blind(RecordedTransfer transfer, Talk.Side by, Talk.Side stays, Moment now) {
    call.handOver(by, stays, now.time());
    String extension = transfer.extension();
    if (extension == null) {
      gap.tally.unresolved(Missing.TRANSFERS, call);
    } else {
      call.transfer = new Transfer(by.party(), extension, now.time());
    }
  }

  private void attended(
      RecordedTransfer transfer,
      Talk.Side by,
      Talk.Side stays,
      @Nullable CdrWritten next,
      Moment now) {
    call.handOver(by, stays, now.time());
    String target = target(transfer, next);
    CallDetail.Transfer how = target == null ? null : how(transfer, target);
    if (target == null || how == null) {
      gap.tally.unresolved(Missing.TRANSFERS, call);
      return;
    }
    Party to =
        transfer.to() == null && next != null ? names.rung(next, now) : names.target(target, now);
    call.transferred(now, how, by.party(), to.ref(), consultCall(transfer, now));
    if (how == CallDetail.Transfer.ATTENDED) {
      call.talk(now, new Talk.Side(to, gap.uniqueid(gap.halves.behind(target))), null);
    }
  }

  /** The name of the target's channel; CEL does not always know it. */
  private static @Nullable String target(RecordedTransfer transfer, @Nullable CdrWritten next) {
    NamedChannel to = transfer.to();
    if (to != null) {
      return to.name();
    }
    boolean atOnce = next != null && next.start().isBefore(transfer.at().plus(AT_ONCE));
    return next != null && atOnce ? next.destinationChannel() : null;
  }

  /** Absent where nothing tells whether the target had answered. */
  private CallDetail.@Nullable Transfer how(RecordedTransfer transfer, String target) {
    CdrWritten near = gap.halves.half(target);
    CdrWritten half = near == null ? gap.halves.toward(target) : near;
    if (transfer.ringing()) {
      return CallDetail.Transfer.BLONDE;
    }
    if (half == null) {
      // Both were connected with the transferer, on a channel each.
      return transfer.to() == null ? null : CallDetail.Transfer.ATTENDED;
    }
    return "Dial".equals(half.application()) ? how(transfer.at(), half.answer()) : null;
  }

  /** The record's answer bears the second alone. */
  private static CallDetail.@Nullable Transfer how(Instant at, @Nullable Instant answer) {
    int order = answer == null ? 1 : answer.compareTo(at.truncatedTo(ChronoUnit.SECONDS));
    if (order == 0) {
      return null;
    }
    return order < 0 ? CallDetail.Transfer.ATTENDED : CallDetail.Transfer.BLONDE;
  }

  /** The id of the call that was made to ask the target, where it is told as one. */
  private @Nullable String consultCall(RecordedTransfer transfer, Moment now) {
    String call = transfer.consultation();
    return call == null ? null : now.site().callIds().of(pbx.name, call);
  }
}
