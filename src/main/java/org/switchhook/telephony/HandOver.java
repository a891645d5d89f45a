package org.switchhook.telephony;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.BridgeDetail.Missing;
import org.switchhook.event.CallDetail;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.NamedChannel;

/** Tells that a call was handed over in a gap, as CEL has it. */
final class HandOver {

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
      blind(by, talk.other(by.channel()), transfer.extension(), now);
      return;
    }
    Asked asked = Asked.of(transfer, next, names, now);
    Call consultation = consultation(transfer, asked, now);
    if (consultation == null) {
      attended(by, talk.other(by.channel()), asked, transfer.consultation(), now);
    } else {
      TransferFolds.hand(pbx, call, talk, by, consultation, now);
    }
  }

  /** The last one that the transferer has a part in, or else whom it handed over. */
  private @Nullable Talk talk(RecordedTransfer transfer) {
    Talk its = last(transfer.by());
    return its == null ? last(transfer.left()) : its;
  }

  private @Nullable Talk last(@Nullable NamedChannel channel) {
    Talk last = null;
    for (Talk talk : call.conversation.talks()) {
      last = isOn(talk, channel) ? talk : last;
    }
    return last;
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

  private void blind(Talk.Side by, Talk.Side stays, @Nullable String extension, Moment now) {
    call.handOver(by, stays, now.time());
    if (extension == null) {
      gap.tally.unresolved(Missing.TRANSFERS, call);
    } else {
      call.transfer = new Transfer(by.party(), extension, now.time());
      gap.cel.isTold(call.uniqueid);
    }
  }

  /** The talk about it, where its beginning was heard, and it is known how that went on. */
  private @Nullable Call consultation(
      RecordedTransfer transfer, @Nullable Asked asked, Moment now) {
    Call consultation = Consultations.about(pbx, call);
    Talk talk = consultation == null ? null : consultation.conversation.last();
    if (consultation == null || !Consultation.by(transfer.by().uniqueid(), consultation)) {
      return null;
    }
    if (talk != null && !talk.isOver()) {
      boolean doubtful = asked == null && isOfTheSecond(talk, transfer.at());
      return doubtful ? null : consultation;
    }
    List<Offer> rung = List.copyOf(consultation.offers);
    if (asked == null || rung.size() != 1) {
      return null;
    }
    if (asked.answered()) {
      gap.accept(consultation, rung.get(0), consultation.behindTold(now));
    }
    return consultation;
  }

  /** Of the answer no more than its second is recorded, and that is the transfer's. */
  private static boolean isOfTheSecond(Talk talk, Instant transfer) {
    return talk.startedAt.equals(transfer.truncatedTo(ChronoUnit.SECONDS));
  }

  private void attended(
      Talk.Side by,
      Talk.Side stays,
      @Nullable Asked asked,
      @Nullable String consultation,
      Moment now) {
    call.handOver(by, stays, now.time());
    if (asked == null) {
      gap.tally.unresolved(Missing.TRANSFERS, call);
      return;
    }
    CallDetail.Transfer how =
        asked.answered() ? CallDetail.Transfer.ATTENDED : CallDetail.Transfer.BLONDE;
    String id = consultation == null ? null : now.site().callIds().of(pbx.name, consultation);
    call.transferred(now, how, by.party(), asked.party().ref(), id);
    if (asked.answered()) {
      call.talk(now, new Talk.Side(asked.party(), gap.uniqueid(asked.channel())), null);
    }
  }
}
