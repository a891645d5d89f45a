package org.switchhook.telephony;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.Cause;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal.HungUp;
import org.switchhook.telephony.signal.DialSignal.Begun;
import org.switchhook.telephony.signal.DialSignal.Ended;
import org.switchhook.telephony.signal.OfferSignal;
import org.switchhook.telephony.signal.OfferSignal.Called;
import org.switchhook.telephony.signal.OfferSignal.Connected;
import org.switchhook.telephony.signal.OfferSignal.RangNoAnswer;

/** What ringing somebody means for the call. */
final class OfferFolds {

  /** A rung channel that lingers after its dial has ended is not waited for any longer. */
  private static final Duration STOPPED_SETTLES = Duration.ofSeconds(1);

  private OfferFolds() {}

  static void addTo(Dispatch dispatch) {
    dispatch
        .on(Called.class, OfferFolds::called)
        .on(Begun.class, OfferFolds::dialBegun)
        .on(Ended.class, OfferFolds::dialEnded)
        .on(RangNoAnswer.class, OfferFolds::rangNoAnswer)
        .on(Connected.class, OfferFolds::connected);
  }

  private static void called(Pbx pbx, Called signal, Moment now) {
    Call call = pbx.callOf(signal.caller());
    Agent agent = pbx.agent(signal.iface(), null, signal.memberName());
    agent.settlePause(now);
    Line called = pbx.line(signal.called(), now);
    if (call != null && called.offer == null) {
      offer(pbx, call, called, agent, signal, now);
    }
  }

  private static Offer offer(
      Pbx pbx, Call call, Line called, Agent agent, OfferSignal signal, Moment now) {
    call.receive(now, call.caller().isOutside() ? Direction.INBOUND : Direction.INTERNAL);
    return begin(pbx, call, called, Party.agent(agent.ref()), signal.queue(), now);
  }

  private static void dialBegun(Pbx pbx, Begun signal, Moment now) {
    if (signal.from() == null) {
      return; // Originate rings its own channel: nobody calls it yet.
    }
    Line from = pbx.line(signal.from(), now);
    Line to = pbx.line(signal.to(), now);
    if (to.offer != null || from.offer != null) {
      return; // AgentCalled told already; or a Local member passes the ringing on.
    }
    Call known = pbx.callOf(from);
    if (known == null && from.endpoint().isLocal()) {
      return;
    }
    Call call = known == null ? pbx.begin(from, now) : known;
    Party party = pbx.party(to, now);
    call.receive(now, direction(call, party));
    call.leaveQueue(now);
    String queue = call.visit == null ? null : call.visit.queue;
    // A trunk's channel shows whose number was dialled in its connected line, if at all.
    Party rung = party.isOutside() ? Party.outside(signal.from().exten()) : party;
    begin(pbx, call, to, rung, queue, now);
  }

  private static Direction direction(Call call, Party rung) {
    if (call.caller().isOutside()) {
      return Direction.INBOUND;
    }
    return rung.isOutside() ? Direction.OUTBOUND : Direction.INTERNAL;
  }

  private static Offer begin(
      Pbx pbx, Call call, Line called, Party party, @Nullable String queue, Moment now) {
    settleStopped(pbx, call, now);
    pbx.join(called, call);
    Offer offer = call.offer(now, party, called.uniqueid(), queue);
    called.offer = offer.id;
    return offer;
  }

  private static void dialEnded(Pbx pbx, Ended signal, Moment now) {
    Ringing ringing = ringing(pbx, signal.to());
    if (ringing == null) {
      return;
    }
    Line line = ringing.line();
    Call call = ringing.call();
    Offer offer = ringing.offer();
    if (signal.status().equals("ANSWER")) {
      offer.answered = true;
      if (offer.queue == null) {
        call.accept(now, offer); // A queue connects later, or the caller is gone by then.
      }
      return;
    }
    stop(call, offer, signal.status(), now);
    if (line.requestedCause != null || (call.callerHungUp && !offer.ringNoAnswer)) {
      settle(call, offer, line, line.requestedCause, now);
    }
  }

  private static void rangNoAnswer(Pbx pbx, RangNoAnswer signal, Moment now) {
    Ringing ringing = ringing(pbx, signal.called());
    if (ringing != null) {
      ringing.offer().ringNoAnswer = true;
      stop(ringing.call(), ringing.offer(), null, now);
    }
  }

  /** It rings no longer; why is known when the channel's hangup cause is. */
  private static void stop(Call call, Offer offer, @Nullable String status, Moment now) {
    offer.stopped(now.time(), status);
    now.decideBy(now.time().plus(STOPPED_SETTLES), Deadline.What.OFFER, call.uniqueid);
  }

  private static void connected(Pbx pbx, Connected signal, Moment now) {
    Call call = pbx.callOf(signal.caller());
    Line called = pbx.line(signal.called(), now);
    if (call == null || call.conversation.of(called.uniqueid()) != null) {
      return;
    }
    Offer open = offerOn(call, called);
    Agent agent = pbx.agent(signal.iface(), null, signal.memberName());
    // Its ringing was not heard where the link to the PBX was lost meanwhile.
    call.accept(now, open == null ? offer(pbx, call, called, agent, signal, now) : open);
  }

  /** A channel that is rung, for what call, and as which attempt. */
  private record Ringing(Line line, Call call, Offer offer) {}

  private static @Nullable Ringing ringing(Pbx pbx, Channel channel) {
    Line line = pbx.lines.get(channel.uniqueid());
    Call call = line == null ? null : pbx.callOf(line);
    Offer offer = line == null || call == null ? null : offerOn(call, line);
    return line == null || call == null || offer == null ? null : new Ringing(line, call, offer);
  }

  private static @Nullable Offer offerOn(Call call, Line line) {
    return call.offers.stream()
        .filter(o -> o.channel.equals(line.uniqueid()))
        .findFirst()
        .orElse(null);
  }

  /** The rung channel is gone: with its cause all is known. */
  static void settleHungUp(Pbx pbx, Call call, Line line, HungUp signal, Moment now) {
    Offer offer = offerOn(call, line);
    if (offer == null) {
      return;
    }
    Integer cause =
        line.requestedCause == null ? Integer.valueOf(signal.cause()) : line.requestedCause;
    Outcome outcome = settle(call, offer, line, cause, now);
    if (outcome != Outcome.CALLER_ABANDONED && signal.cause() != 0 && signal.cause() != 16) {
      call.failure = new Cause(signal.cause(), signal.causeText());
    }
  }

  /** Ring attempts that have stopped are settled with what is known. */
  static void settleStopped(Pbx pbx, Call call, Moment now) {
    for (Offer offer : List.copyOf(call.offers)) {
      Line line = pbx.lines.get(offer.channel);
      if (offer.stoppedAt != null && line != null) {
        settle(call, offer, line, line.requestedCause, now);
      }
    }
  }

  private static Outcome settle(
      Call call, Offer offer, Line line, @Nullable Integer cause, Moment now) {
    boolean callerGone = call.callerHungUp || !call.channels.contains(call.uniqueid);
    // app_queue hangs up the others as soon as one has answered, and connects that one later.
    boolean taken =
        call.conversation.running()
            || call.offers.stream().anyMatch(o -> o.answered && !o.equals(offer));
    Outcome outcome = offer.outcome(line, cause, callerGone, taken);
    call.reject(now, offer, outcome);
    return outcome;
  }
}
