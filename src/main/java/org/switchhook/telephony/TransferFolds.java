package org.switchhook.telephony;

import java.time.Duration;
import java.util.List;
import org.switchhook.event.CallDetail;
import org.switchhook.telephony.signal.TransferSignal.Attended;
import org.switchhook.telephony.signal.TransferSignal.Blind;

/** What handing a call over means for it. */
final class TransferFolds {

  /** A dialplan that does nothing with the call for so long is where it went. */
  private static final Duration GOES_SOMEWHERE = Duration.ofSeconds(2);

  private TransferFolds() {}

  static void addTo(Dispatch dispatch) {
    dispatch.on(Blind.class, TransferFolds::blind).on(Attended.class, TransferFolds::attended);
  }

  private static void blind(Pbx pbx, Blind signal, Moment now) {
    Call call = pbx.callOf(signal.transferer());
    String transferer = signal.transferer().uniqueid();
    Talk talk = call == null ? null : call.conversation.of(transferer);
    if (call == null || talk == null) {
      return;
    }
    Talk.Side by = talk.side(transferer);
    call.handOver(by, talk.other(transferer), now.time());
    call.transfer = new Transfer(by.party(), signal.extension(), now.time());
    now.decideBy(now.time().plus(GOES_SOMEWHERE), Deadline.What.TRANSFER, call.uniqueid);
  }

  private static void attended(Pbx pbx, Attended signal, Moment now) {
    Call one = pbx.callOf(signal.transferer());
    Call other = Consultations.of(pbx, signal.transferer(), signal.second());
    if (one == null || other == null) {
      return;
    }
    // A phone may send REFER in either of its two calls.
    boolean swapped = Consultation.about(other, one);
    Call first = swapped ? other : one;
    Call consultation = swapped ? one : other;
    String transferer = (swapped ? signal.second() : signal.transferer()).uniqueid();
    Talk talk = first.conversation.of(transferer);
    if (talk != null) {
      hand(pbx, first, talk, talk.side(transferer), consultation, now);
    }
  }

  /**
   * Whoever talks with the call's party handed it over to whom it consulted.
   *
   * @return whether a consultation about the call is known
   */
  static boolean handOver(Pbx pbx, Call first, Moment now) {
    Call consultation = Consultations.about(pbx, first);
    Talk talk = first.conversation.last();
    if (consultation == null || talk == null || talk.isOver()) {
      return false;
    }
    hand(pbx, first, talk, talk.other(first.anchor().channel()), consultation, now);
    return true;
  }

  /** The transferer hands the call over to whom it consulted. */
  static void hand(Pbx pbx, Call first, Talk talk, Talk.Side by, Call consultation, Moment now) {
    first.handOver(by, talk.other(by.channel()), now.time());
    Talk with = consultation.conversation.last();
    List<Offer> rung = List.copyOf(consultation.offers);
    if (with != null && !with.isOver()) {
      String anchor = consultation.anchor().channel();
      // The transferer may be known as the one behind the Local channel by now.
      Talk.Side target = with.other(with.has(anchor) ? anchor : by.channel());
      tell(first, CallDetail.Transfer.ATTENDED, by, target.party(), consultation, now);
      Consultations.merge(pbx, consultation, first, now);
      first.talk(now, target, with.queue);
    } else if (!rung.isEmpty()) {
      tell(first, CallDetail.Transfer.BLONDE, by, rung.get(0).party, consultation, now);
      Consultations.merge(pbx, consultation, first, now);
      rung.forEach(offer -> ringsOn(pbx, first, offer, now));
    }
    pbx.follow(first, now);
  }

  private static void tell(
      Call first, CallDetail.Transfer how, Talk.Side by, Party to, Call consultation, Moment now) {
    first.transferred(now, how, by.party(), to.ref(), consultation.id());
  }

  /** Whom the transferer rang rings for the other party from now on. */
  private static void ringsOn(Pbx pbx, Call first, Offer offer, Moment now) {
    Line line = pbx.lines.get(offer.channel);
    if (line != null) {
      Offer anew = first.offer(now, offer.party, offer.channel, offer.queue);
      line.offer = anew.id;
    }
  }
}
