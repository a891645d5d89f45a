package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.event.BridgeDetail.Missing;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.QueueLogEvent;
import org.switchhook.telephony.signal.RecordSignal.CdrDisposition;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;

/**
 * Missing Asterisk recorded of one call, as the steps of its story that were not heard. Its records
 * bear whole seconds, so that what was heard last may stand in them too.
 */
final class RecordedStory {

  /** A record and what was heard are of the same thing where they are no farther apart. */
  private static final Duration SAME = Duration.ofMillis(1_500);

  private static final Duration WRITTEN_LATE = Duration.ofMillis(500);

  private static final Duration REFUSES_AT_ONCE = Duration.ofSeconds(1);

  private final Pbx pbx;
  private final Call call;
  private final RecordedCall recorded;
  private final Gap gap;
  private final Span span;
  private final List<Step> steps = new ArrayList<>();

  /**
   * @param span what is recorded of the time before and after it was heard
   */
  RecordedStory(Pbx pbx, Call call, RecordedCall recorded, Gap gap, Span span) {
    this.pbx = pbx;
    this.call = call;
    this.recorded = recorded;
    this.gap = gap;
    this.span = span;
  }

  /** In no order. */
  List<Step> steps() {
    for (QueueLogged line : recorded.lines) {
      if (!isHeard(line) && !gap.isHeard(line)) {
        add(line);
      }
    }
    boolean byQueueLog = !recorded.lines.isEmpty() || call.visit != null;
    for (CdrWritten cdr : recorded.cdrs) {
      boolean ofQueue = byQueueLog && "Queue".equals(cdr.application());
      if (cdr.destinationChannel() != null && !ofQueue && span.has(cdr.time())) {
        add(cdr);
      }
    }
    return steps;
  }

  private boolean isHeard(QueueLogged line) {
    if (line.time().plusSeconds(1).isBefore(span.from()) || line.time().isAfter(span.to())) {
      return true;
    }
    if (line.time().isAfter(span.from().plus(SAME))) {
      return false;
    }
    return switch (line.event()) {
      case ENTERQUEUE -> near(line, call.lastHeard.joinedAt(line.queue()));
      case RINGNOANSWER, RINGCANCELED -> near(line, call.lastHeard.rejectedAt(member(line)));
      case CONNECT -> call.conversation.talks().stream().anyMatch(t -> near(line, t.startedAt));
      default -> false;
    };
  }

  /** It bears the second in which it was written, which is a moment after it happened. */
  private static boolean near(QueueLogged line, @Nullable Instant heard) {
    return heard != null
        && !heard.isBefore(line.time().minus(WRITTEN_LATE))
        && heard.isBefore(line.time().plusSeconds(1));
  }

  private void add(QueueLogged line) {
    switch (line.event()) {
      case ENTERQUEUE -> step(line, Step.BEGINS, now -> join(line, now));
      case RINGNOANSWER -> ring(line, ringMs(line), outcome(ringMs(line)));
      case RINGCANCELED -> ring(line, ringMs(line), Outcome.CALLER_ABANDONED);
      case CONNECT -> connect(line);
      case COMPLETECALLER, COMPLETEAGENT -> step(line, Step.ENDS, now -> complete(line, now));
      case BLINDTRANSFER -> step(line, Step.ENDS, now -> handOver(line, now));
      case ATTENDEDTRANSFER ->
          step(line, Step.ENDS, now -> gap.tally.unresolved(Missing.TRANSFERS, call));
      case ABANDON, EXITWITHTIMEOUT, EXITWITHKEY, EXITEMPTY, WITHDRAW ->
          step(line, Step.ENDS, now -> leave(line, now));
      default -> {}
    }
  }

  private void step(QueueLogged line, int rank, Consumer<Moment> what) {
    steps.add(new Step(line.time(), rank, what));
  }

  private void join(QueueLogged line, Moment now) {
    String queue = line.queue();
    if (queue == null) {
      return;
    }
    call.receive(now, call.entry().direction());
    QueueVisit stay = call.visit;
    if (stay != null && stay.leftAt == null) {
      stay.leftUnheard(now.time());
    }
    call.joinQueue(now, queue, number(line, 2), null);
  }

  private void ring(QueueLogged line, long ringMs, Outcome outcome) {
    Instant began = line.time().minusMillis(ringMs);
    steps.add(new Step(began, Step.BEGINS, now -> offer(line, "recorded", now)));
    step(line, Step.GOES_ON, now -> call.reject(now, offer(line, "recorded", now), outcome));
  }

  /** The attempt at a member: the one that is heard to be under way, or one that begins now. */
  private Offer offer(QueueLogged line, String channel, Moment now) {
    AgentRef member = member(line);
    for (Offer offer : call.offers) {
      if (member.equals(offer.party.agent())) {
        return offer;
      }
    }
    call.receive(now, call.entry().direction());
    return call.offer(now, Party.agent(member), channel, line.queue());
  }

  private AgentRef member(QueueLogged line) {
    return pbx.memberNamed(String.valueOf(line.member())).ref();
  }

  private void connect(QueueLogged line) {
    String channel = line.data().size() > 1 ? line.data().get(1) : "recorded";
    Integer ringSeconds = number(line, 2);
    Instant rung = line.time().minusSeconds(ringSeconds == null ? 0 : ringSeconds);
    steps.add(new Step(rung, Step.BEGINS, now -> offer(line, channel, now)));
    step(line, Step.GOES_ON, now -> accept(offer(line, channel, now), now));
  }

  private void accept(Offer taken, Moment now) {
    for (Offer other : List.copyOf(call.offers)) {
      if (!other.equals(taken)) {
        call.reject(now, other, Outcome.ANSWERED_ELSEWHERE);
      }
    }
    call.accept(now, taken);
    gap.tally.unresolved(Missing.HOLDS, call);
  }

  private void complete(QueueLogged line, Moment now) {
    Talk talk = call.conversation.last();
    if (talk != null && !talk.isOver()) {
      boolean byAgent = line.event() == QueueLogEvent.COMPLETEAGENT;
      call.conversation.hangupRequested(byAgent ? talk.near() : talk.far(), false);
      talk.end(now.time());
    }
  }

  private void handOver(QueueLogged line, Moment now) {
    Talk talk = call.conversation.last();
    if (talk != null && !talk.isOver() && !line.data().isEmpty()) {
      Talk.Side by = talk.near();
      call.handOver(by, talk.far(), now.time());
      call.transfer = new Transfer(by.party(), line.data().get(0), now.time());
    }
  }

  private void leave(QueueLogged line, Moment now) {
    QueueVisit visit = call.visit;
    if (visit == null || visit.leftAt != null) {
      return;
    }
    visit.leftAt = now.time();
    visit.abandonSeen = line.event() != QueueLogEvent.EXITWITHKEY;
    visit.status =
        switch (line.event()) {
          case EXITWITHTIMEOUT -> "TIMEOUT";
          case EXITEMPTY -> "LEAVEEMPTY";
          case WITHDRAW -> "WITHDRAW";
          default -> null;
        };
    Integer position = number(line, line.event() == QueueLogEvent.EXITWITHKEY ? 1 : 0);
    visit.position = position == null ? visit.position : position;
    boolean last = !recorded.lastTime().isAfter(line.time().plus(SAME));
    call.callerHungUp |= last && line.event() == QueueLogEvent.ABANDON && !isUp();
  }

  private boolean isUp() {
    return call.channels.stream().anyMatch(gap.channels::containsKey);
  }

  private void add(CdrWritten cdr) {
    String channel = String.valueOf(cdr.destinationChannel());
    Talk known = talkOn(channel);
    if (known != null) {
      steps.add(new Step(cdr.time(), Step.ENDS, now -> endUnlessUp(known, now)));
      return;
    }
    Instant answer = cdr.answer();
    steps.add(new Step(cdr.start(), Step.BEGINS, now -> rungOn(cdr, channel, now)));
    if (cdr.disposition() == CdrDisposition.ANSWERED && answer != null) {
      steps.add(new Step(answer, Step.GOES_ON, now -> accept(rungOn(cdr, channel, now), now)));
      steps.add(new Step(cdr.time(), Step.ENDS, now -> endTalkOn(channel, now)));
    } else {
      Outcome outcome = outcome(cdr);
      steps.add(
          new Step(
              cdr.time(),
              Step.GOES_ON,
              now -> call.reject(now, rungOn(cdr, channel, now), outcome)));
    }
  }

  private @Nullable Talk talkOn(String channel) {
    for (Talk talk : call.conversation.talks()) {
      if (isNamed(talk.near().channel(), channel) || isNamed(talk.far().channel(), channel)) {
        return talk;
      }
    }
    return null;
  }

  private boolean isNamed(String uniqueid, String channel) {
    Line line = pbx.lines.get(uniqueid);
    return line != null && line.channel.name().equals(channel);
  }

  private void endUnlessUp(Talk talk, Moment now) {
    boolean up =
        gap.channels.containsKey(talk.near().channel())
            && gap.channels.containsKey(talk.far().channel());
    if (!up) {
      talk.end(now.time());
    }
  }

  private Offer rungOn(CdrWritten cdr, String channel, Moment now) {
    for (Offer offer : call.offers) {
      if (offer.channel.equals(channel) || isNamed(offer.channel, channel)) {
        return offer;
      }
    }
    Party party = rung(cdr, now);
    call.receive(now, OfferFolds.direction(call, party));
    call.leaveQueue(now);
    return call.offer(now, party, channel, null);
  }

  private void endTalkOn(String channel, Moment now) {
    Talk talk = call.conversation.of(channel);
    if (talk != null) {
      talk.end(now.time());
    }
  }

  private Party rung(CdrWritten cdr, Moment now) {
    String channel = gap.behind(String.valueOf(cdr.destinationChannel()));
    Party party = pbx.party(gone(channel, now), now);
    return party.isOutside() ? Party.outside(cdr.exten()) : party;
  }

  /** A channel of which no more than its name is known. */
  private static Line gone(String name, Moment now) {
    Channel channel = new Channel(name, name, name, Channel.UP, null, null, null, null, null);
    return new Line(channel, now.time());
  }

  /** The record says NO ANSWER both of a phone that rang too long and of a caller who gave up. */
  private Outcome outcome(CdrWritten cdr) {
    boolean atOnce = cdr.time().isBefore(cdr.start().plus(REFUSES_AT_ONCE));
    return switch (cdr.disposition()) {
      case BUSY -> atOnce ? Outcome.BUSY : Outcome.REJECTED;
      case FAILED, CONGESTION -> Outcome.UNAVAILABLE;
      default -> Outcome.UNKNOWN;
    };
  }

  /** A phone that refuses has not rung, says app_queue. */
  private static Outcome outcome(long ringMs) {
    return ringMs == 0 ? Outcome.REJECTED : Outcome.NO_ANSWER;
  }

  private static long ringMs(QueueLogged line) {
    Integer ms = number(line, 0);
    return ms == null ? 0 : ms;
  }

  private static @Nullable Integer number(QueueLogged line, int index) {
    if (index >= line.data().size() || !line.data().get(index).matches("\\d{1,9}")) {
      return null;
    }
    return Integer.valueOf(line.data().get(index));
  }
}
