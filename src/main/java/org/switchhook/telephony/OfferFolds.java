package org.switchhook.telephony;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal.PickedUp;
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
        .on(Connected.class, OfferFolds::connected)
        .on(PickedUp.class, OfferFolds::pickedUp);
  }

  private static void called(Pbx pbx, Called signal, Moment now) {
    Call call = pbx.callOf(signal.caller());
    Agent agent = pbx.agent(signal.iface(), null, signal.memberName());
    agent.settlePause(now);
    Line called = pbx.lines.of(signal.called(), now.time());
    if (call != null && called.offer == null) {
      offer(pbx, call, called, agent, signal, now);
    }
  }

  private static Offer offer(
      Pbx pbx, Call call, Line called, Agent agent, OfferSignal signal, Moment now) {
    call.receive(now, call.entry().direction());
    return begin(pbx, call, called, Party.agent(agent.ref()), signal.queue(), now);
  }

  private static void dialBegun(Pbx pbx, Begun signal, Moment now) {
    Line to = pbx.lines.of(signal.to(), now.time());
    if (signal.from() == null) {
      // Originate rings its own channel: on whose behalf, it tells itself once it is answered.
      to.originatedAt = now.time();
      Origination.recall(pbx, to, now);
      return;
    }
    Line from = pbx.lines.of(signal.from(), now.time());
    to.dialledBy = from.uniqueid();
    from.dialled = to.uniqueid();
    if (to.offer != null) {
      return; // AgentCalled told already.
    }
    if (to.isLocal()) {
      pbx.refold(pbx.lines.otherHalf(to), now); // It rings nobody itself.
      return;
    }
    Call call = Behalf.of(pbx, from, now);
    if (call == null) {
      from.holdBack(signal);
    } else {
      rings(pbx, call, signal.from(), to, now);
    }
  }

  private static void rings(Pbx pbx, Call call, Channel from, Line to, Moment now) {
    Line asked = pbx.lines.otherHalf(pbx.lines.of(from, now.time()));
    boolean passes = asked != null && (call.offerOn(asked) != null || asked.originatedAt != null);
    if (passes) {
      pbx.join(to, call); // A Local member passes the ringing on, and so does an originated one.
      return;
    }
    Party party = pbx.party(to, now);
    call.receive(now, direction(call, party));
    call.leaveQueue(now);
    String queue = call.visit == null ? null : call.visit.queue;
    // A trunk's channel shows whose number was dialled in its connected line, if at all.
    Party rung = party.isOutside() ? Party.outside(from.exten()) : party;
    begin(pbx, call, to, rung, queue, now);
  }

  /** Out, where a phone rings the outside. */
  static Direction direction(Call call, Party rung) {
    boolean out = rung.isOutside() && !call.entry().caller().isOutside();
    return out ? Direction.OUTBOUND : call.entry().direction();
  }

  static Offer begin(
      Pbx pbx, Call call, Line called, Party party, @Nullable String queue, Moment now) {
    Settling.stopped(pbx, call, now);
    pbx.join(called, call);
    Offer offer = call.offer(now, party, called.uniqueid(), queue);
    called.offer = offer.id;
    pbx.refold(pbx.lines.otherHalf(called), now);
    return offer;
  }

  private static void dialEnded(Pbx pbx, Ended signal, Moment now) {
    boolean answered = signal.status().equals("ANSWER");
    Ringing rung = ringing(pbx, signal.to());
    Ringing ringing = rung == null && !answered ? passedOn(pbx, signal.to()) : rung;
    if (ringing == null) {
      Origination.dialEnded(pbx, signal, now);
      return;
    }
    Line line = ringing.line();
    Call call = ringing.call();
    Offer offer = ringing.offer();
    if (answered) {
      offer.answered = true;
      if (offer.queue == null) {
        accept(pbx, call, offer, now); // A queue connects later, or the caller is gone by then.
      }
      return;
    }
    stop(call, offer, signal.status(), now);
    if (line.requestedCause != null || (call.callerHungUp && !offer.ringNoAnswer)) {
      Settling.settle(call, offer, line, line.requestedCause, now);
    }
  }

  private static void rangNoAnswer(Pbx pbx, RangNoAnswer signal, Moment now) {
    Ringing ringing = ringing(pbx, signal.called());
    if (ringing != null) {
      ringing.offer().ringNoAnswer = true;
      stop(ringing.call(), ringing.offer(), null, now);
    }
  }

  /** Somebody takes a call that rings another phone; Asterisk says so before it hangs that up. */
  private static void pickedUp(Pbx pbx, PickedUp signal, Moment now) {
    Ringing rung = ringing(pbx, signal.target());
    if (rung == null) {
      return;
    }
    Line taker = pbx.lines.of(signal.channel(), now.time());
    Offer taken = take(pbx, rung.call(), rung.offer(), taker, now);
    if (taken.queue == null) {
      accept(pbx, rung.call(), taken, now); // DialEnd may have said so already.
    }
  }

  private static Offer take(Pbx pbx, Call call, Offer rung, Line taker, Moment now) {
    pbx.forget(taker);
    call.reject(now, rung, Outcome.ANSWERED_ELSEWHERE);
    return begin(pbx, call, taker, pbx.party(taker, now), rung.queue, now);
  }

  /**
   * The member rings on another phone: who is connected has picked that up, and it is said late.
   */
  private static @Nullable Offer pickedUpBy(Pbx pbx, Call call, Line called, Agent agent) {
    for (Offer offer : call.offers) {
      Line line = pbx.lines.get(offer.channel);
      boolean its = agent.ref().equals(offer.party.agent());
      if (its && line != null && isOther(line, called)) {
        return offer;
      }
    }
    return null;
  }

  private static boolean isOther(Line rung, Line called) {
    boolean phones = !rung.isLocal() && !called.isLocal();
    return phones && !rung.endpoint().equals(called.endpoint());
  }

  /** It rings no longer; why is known when the channel's hangup cause is. */
  private static void stop(Call call, Offer offer, @Nullable String status, Moment now) {
    offer.stopped(now.time(), status);
    now.decideBy(now.time().plus(STOPPED_SETTLES), Deadline.What.OFFER, call.uniqueid);
  }

  private static void connected(Pbx pbx, Connected signal, Moment now) {
    Call call = pbx.callOf(signal.caller());
    Line called = pbx.lines.of(signal.called(), now.time());
    if (call == null || talks(pbx, call, called)) {
      return;
    }
    Offer open = call.offerOn(called);
    Agent agent = pbx.agent(signal.iface(), null, signal.memberName());
    Offer rung = open == null ? pickedUpBy(pbx, call, called, agent) : null;
    if (rung != null) {
      accept(pbx, call, take(pbx, call, rung, called, now), now);
      return;
    }
    // Its ringing was not heard where the link to the PBX was lost meanwhile.
    Offer offer = open == null ? offer(pbx, call, called, agent, signal, now) : open;
    accept(pbx, call, offer, now);
  }

  /** They may be in their bridge before it is told who has met whom. */
  static void accept(Pbx pbx, Call call, Offer offer, Moment now) {
    call.accept(now, offer);
    pbx.follow(call, now);
  }

  /** A pool agent behind the Local channel may have talked in this call before. */
  private static boolean talks(Pbx pbx, Call call, Line called) {
    Talk behind = call.conversation.of(pbx.lines.behind(called).uniqueid());
    return call.conversation.of(called.uniqueid()) != null || (behind != null && behind.running());
  }

  /** A channel that is rung, for what call, and as which attempt. */
  private record Ringing(Line line, Call call, Offer offer) {}

  private static @Nullable Ringing ringing(Pbx pbx, Channel channel) {
    Line line = pbx.lines.get(channel.uniqueid());
    Call call = line == null ? null : pbx.callOf(line);
    Offer offer = line == null || call == null ? null : call.offerOn(line);
    return line == null || call == null || offer == null ? null : new Ringing(line, call, offer);
  }

  /** What a Local channel's other half rings, of a Local channel that is no attempt itself. */
  private static @Nullable Ringing passedOn(Pbx pbx, Channel local) {
    Line line = pbx.lines.get(local.uniqueid());
    Line half = line == null ? null : pbx.lines.otherHalf(line);
    Line passed = half == null ? null : pbx.lines.get(half.dialled);
    return passed == null ? null : ringing(pbx, passed.channel);
  }
}
