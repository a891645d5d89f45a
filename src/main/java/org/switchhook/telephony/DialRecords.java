package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.telephony.signal.RecordSignal.CdrDisposition;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;

/** What call detail records tell of one call in a gap, as steps of its story. */
final class DialRecords {

  private static final Duration REFUSES_AT_ONCE = Duration.ofSeconds(1);

  private final Call call;
  private final Gap gap;
  private final ChannelNames names;

  DialRecords(Call call, Gap gap, ChannelNames names) {
    this.call = call;
    this.gap = gap;
    this.names = names;
  }

  /** In no order. */
  List<Step> steps(CdrWritten cdr, String channel) {
    List<Step> steps = new ArrayList<>();
    Instant answer = cdr.answer();
    steps.add(new Step(cdr.start(), Step.BEGINS, now -> ring(cdr, channel, now)));
    if (cdr.disposition() == CdrDisposition.ANSWERED && answer != null) {
      steps.add(new Step(answer, Step.GOES_ON, now -> answer(cdr, channel, now)));
      steps.add(new Step(cdr.time(), Step.ENDS, now -> end(channel, now)));
    } else {
      steps.add(new Step(cdr.time(), Step.GOES_ON, now -> stop(cdr, channel, now)));
    }
    return steps;
  }

  private void ring(CdrWritten cdr, String channel, Moment now) {
    if (names.talkOn(call, channel) == null && offerOn(channel) == null) {
      Party party = names.rung(cdr, now);
      call.receive(now, OfferFolds.direction(call, party));
      call.leaveQueue(now);
      call.offer(now, party, gap.uniqueid(channel), null);
    }
  }

  private void answer(CdrWritten cdr, String channel, Moment now) {
    ring(cdr, channel, now);
    Offer offer = offerOn(channel);
    if (offer != null) {
      gap.accept(call, offer, now);
    }
  }

  private void stop(CdrWritten cdr, String channel, Moment now) {
    ring(cdr, channel, now);
    Offer offer = offerOn(channel);
    if (offer != null) {
      call.reject(now, offer, outcome(cdr));
    }
  }

  private void end(String channel, Moment now) {
    Talk talk = names.talkOn(call, channel);
    if (talk != null && !gap.areTogether(talk.near().channel(), talk.far().channel())) {
      talk.end(now.time());
    }
  }

  private @Nullable Offer offerOn(String channel) {
    for (Offer offer : call.offers) {
      if (names.isOf(offer.channel, channel)) {
        return offer;
      }
    }
    return null;
  }

  private Outcome outcome(CdrWritten cdr) {
    boolean atOnce = cdr.time().isBefore(cdr.start().plus(REFUSES_AT_ONCE));
    return switch (cdr.disposition()) {
      case BUSY -> atOnce ? Outcome.BUSY : Outcome.REJECTED;
      case FAILED, CONGESTION -> Outcome.UNAVAILABLE;
      default -> new HangupRecords(call, gap, names).unanswered(cdr);
    };
  }
}
