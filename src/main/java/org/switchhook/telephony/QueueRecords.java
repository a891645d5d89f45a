package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.BridgeDetail.Missing;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.telephony.signal.QueueLogEvent;
import org.switchhook.telephony.signal.RecordSignal.CdrDisposition;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;

/** What one line of {@code queue_log} tells of a call in a gap, as steps of its story. */
final class QueueRecords {

  /** Nothing more is recorded of a call where it is no farther apart from the last. */
  private static final Duration SAME = Duration.ofMillis(1_500);

  private final Pbx pbx;
  private final Call call;
  private final RecordedCall recorded;
  private final Gap gap;
  private final List<Step> steps = new ArrayList<>();

  QueueRecords(Pbx pbx, Call call, RecordedCall recorded, Gap gap) {
    this.pbx = pbx;
    this.call = call;
    this.recorded = recorded;
    this.gap = gap;
  }

  /** In no order. */
  List<Step> steps(QueueLogged line) {
    add(line);
    return steps;
  }

  private void add(QueueLogged line) {
    switch (line.event()) {
      case ENTERQUEUE -> step(line, Step.BEGINS, now -> join(line, now));
      case RINGNOANSWER -> ring(line, ringMs(line), outcome(ringMs(line)));
      case RINGCANCELED -> ring(line, ringMs(line), Outcome.CALLER_ABANDONED);
      case CONNECT -> connect(line);
      case COMPLETECALLER, COMPLETEAGENT -> step(line, Step.ENDS, now -> complete(line, now));
      case BLINDTRANSFER -> step(line, Step.ENDS, now -> handOver(line, now));
      case ATTENDEDTRANSFER -> step(line, Step.ENDS, this::transfer);
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
    Agent agent = member(line, String.valueOf(line.member()));
    for (Offer offer : call.offers) {
      if (agent.ref().equals(offer.party.agent())) {
        return offer;
      }
    }
    call.receive(now, call.entry().direction());
    return call.offer(now, Party.agent(agent.ref()), channel, line.queue());
  }

  /** One who joined and left in the gap is known by the phone that the call was connected with. */
  private Agent member(QueueLogged line, String name) {
    return pbx.knownMember(name)
        .or(() -> phone(line).map(phone -> pbx.agent(phone, null, name)))
        .orElseGet(() -> pbx.memberNamed(name));
  }

  private Optional<String> phone(QueueLogged line) {
    return recorded.cdrs.stream()
        .filter(cdr -> line.event() == QueueLogEvent.CONNECT && isBetween(line, cdr))
        .flatMap(cdr -> Optional.ofNullable(cdr.destinationChannel()).stream())
        .map(channel -> gap.halves.behind(channel).replaceFirst("-[^-]*$", ""))
        .findFirst();
  }

  private static boolean isBetween(QueueLogged line, CdrWritten cdr) {
    return cdr.disposition() == CdrDisposition.ANSWERED
        && "Queue".equals(cdr.application())
        && !line.time().isBefore(cdr.start())
        && !line.time().isAfter(cdr.time());
  }

  private void connect(QueueLogged line) {
    String channel = line.data().size() > 1 ? line.data().get(1) : "recorded";
    Integer ringSeconds = number(line, 2);
    Instant rung = line.time().minusSeconds(ringSeconds == null ? 0 : ringSeconds);
    steps.add(new Step(rung, Step.BEGINS, now -> offer(line, channel, now)));
    step(line, Step.GOES_ON, now -> gap.accept(call, offer(line, channel, now), now));
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

  /** To whom, tells the consultation, where its beginning was heard. */
  private void transfer(Moment now) {
    Talk talk = call.conversation.last();
    if (talk == null || talk.isOver() || TransferFolds.handOver(pbx, call, now)) {
      return;
    }
    gap.tally.unresolved(Missing.TRANSFERS, call);
    Talk.Side stays = call.anchor();
    call.handOver(talk.other(stays.channel()), stays, now.time());
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
