package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.RecordSignal.CdrDisposition;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;

/** What call detail records tell of one call in a gap, as steps of its story. */
final class DialRecords {

  private static final Duration REFUSES_AT_ONCE = Duration.ofSeconds(1);

  private final Pbx pbx;
  private final Call call;
  private final Gap gap;

  DialRecords(Pbx pbx, Call call, Gap gap) {
    this.pbx = pbx;
    this.call = call;
    this.gap = gap;
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
    if (talkOn(channel) == null && offerOn(channel) == null) {
      Party party = rung(cdr, channel, now);
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
    Talk talk = talkOn(channel);
    if (talk != null && !gap.areTogether(talk.near().channel(), talk.far().channel())) {
      talk.end(now.time());
    }
  }

  private @Nullable Offer offerOn(String channel) {
    for (Offer offer : call.offers) {
      if (isOf(offer.channel, channel)) {
        return offer;
      }
    }
    return null;
  }

  /** It may be over, and be the one of whom a Local channel rang. */
  private @Nullable Talk talkOn(String channel) {
    String behind = gap.behind(channel);
    for (Talk talk : call.conversation.talks()) {
      for (Talk.Side side : List.of(talk.near(), talk.far())) {
        if (isOf(side.channel(), channel) || isOf(side.channel(), behind)) {
          return talk;
        }
      }
    }
    return null;
  }

  /** A channel is known by its uniqueid where that is known, and by its name else. */
  private boolean isOf(String known, String channel) {
    Line line = pbx.lines.get(known);
    return line == null ? known.equals(gap.uniqueid(channel)) : line.channel.name().equals(channel);
  }

  private Party rung(CdrWritten cdr, String channel, Moment now) {
    Party party = pbx.party(gone(gap.behind(channel), now), now);
    String dialled = "Dial".equals(cdr.application()) ? cdr.exten() : null;
    return party.isOutside() ? Party.outside(dialled) : party;
  }

  /** A channel of which no more than its name is known. */
  private static Line gone(String name, Moment now) {
    Channel channel = new Channel(name, name, name, Channel.UP, null, null, null, null, null);
    return new Line(channel, now.time());
  }

  /** The record says NO ANSWER both of a phone that rang too long and of a caller who gave up. */
  private static Outcome outcome(CdrWritten cdr) {
    boolean atOnce = cdr.time().isBefore(cdr.start().plus(REFUSES_AT_ONCE));
    return switch (cdr.disposition()) {
      case BUSY -> atOnce ? Outcome.BUSY : Outcome.REJECTED;
      case FAILED, CONGESTION -> Outcome.UNAVAILABLE;
      default -> Outcome.UNKNOWN;
    };
  }
}
