package org.switchhook.telephony;

import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.switchhook.event.BridgeDetail.Missing;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.event.Event;
import org.switchhook.event.GapCause;
import org.switchhook.event.Origin;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.HangupWritten;
import org.switchhook.telephony.signal.Uniqueid;

/**
 * Tells what happened in a gap: from what Asterisk wrote down itself, and from what it shows now.
 * Calls that came and went in it are told as soon as all is written of them; the rest, in the order
 * of time, once everything is known.
 */
final class Recovery {

  /** Who left a queue and is there after this long has gone on: records bear whole seconds. */
  private static final Duration GOES_ON = Duration.ofSeconds(2);

  private static final Duration PRECISION = Duration.ofSeconds(2);

  private final Pbx pbx;
  private final Gap gap;
  private final Site site;
  private final Instant recordedAt;
  private final Consumer<Event> out;

  Recovery(Pbx pbx, Gap gap, Site site, Instant recordedAt, Consumer<Event> out) {
    this.pbx = pbx;
    this.gap = gap;
    this.site = site;
    this.recordedAt = recordedAt;
    this.out =
        event -> {
          gap.tally.told(event);
          out.accept(event);
        };
  }

  private Moment at(Instant time) {
    return pbx.moment(time, site, recordedAt, Origin.RECOVERED, out);
  }

  /** The end of the gap by the PBX's clock. */
  private Instant end() {
    Instant to = gap.until();
    Instant end = to == null ? pbx.time() : pbx.hearing.pbxTime(to);
    return end.isBefore(cut()) ? cut() : end;
  }

  private Span span() {
    return new Span(cut(), end());
  }

  private Instant cut() {
    return gap.cut == null ? Instant.EPOCH : gap.cut;
  }

  /** Tells the calls of which all is written by that time, and that are over. */
  void tellOver(Instant time) {
    for (String call = gap.nextOver(time); call != null; call = gap.nextOver(time)) {
      RecordedCall recorded = gap.recorded.get(call);
      boolean all = recorded != null && Gap.isSettled(recorded.lastTime(), time);
      if (recorded != null && all && !isKnown(call) && !waits(call, recorded)) {
        gap.recorded.remove(call);
        if (isInside(call, recorded)) {
          tellInside(call, recorded);
        }
      }
    }
    if (time.isBefore(Instant.MAX)) {
      gap.cel.forgetBefore(time, this::isNeeded);
    }
  }

  /** Whether it is, or may be, of a call that was heard before, or is heard now. */
  private boolean isKnown(String uniqueid) {
    return pbx.lines.get(uniqueid) != null
        || pbx.calls.containsKey(uniqueid)
        || gap.channels.containsKey(uniqueid)
        || gap.born.contains(uniqueid);
  }

  /** Whether CEL of the channel of this uniqueid is of a call that is not told yet. */
  private boolean isNeeded(String uniqueid) {
    HangupWritten hangup = gap.cel.hangup(uniqueid);
    String call = hangup == null ? null : hangup.linkedid();
    return isOpen(uniqueid) || (call != null && isOpen(call));
  }

  private boolean isOpen(String call) {
    return isKnown(call) || gap.recorded.containsKey(call);
  }

  /** It names another call, of which nothing is known yet. */
  private boolean waits(String uniqueid, RecordedCall recorded) {
    String of = recorded.linkedid();
    return of != null
        && !of.equals(uniqueid)
        && !isTold(of)
        && (isCall(uniqueid, recorded) || HandedOver.isIn(of, uniqueid, recorded, gap));
  }

  /** Tells those of which a record came late, if they were over when the gap was. */
  void tellLate() {
    gap.recorded.values().removeIf(recorded -> recorded.lastTime().isAfter(end()));
    tellOver(Instant.MAX);
    gap.recorded.clear();
  }

  /** Tells all the rest. */
  void tellAll() {
    missing();
    tellOver(Instant.MAX);
    pbx.lines.all().forEach(this::tellOriginated);
    for (Map.Entry<String, RecordedCall> one : List.copyOf(gap.recorded.entrySet())) {
      boolean still = gap.recorded.containsKey(one.getKey());
      if (still && isInside(one.getKey(), one.getValue())) {
        tellInside(one.getKey(), one.getValue());
      }
    }
    List<Step> steps = new ArrayList<>(new MemberRecords(pbx, gap, span()).steps());
    for (Call call : List.copyOf(pbx.calls.values())) {
      if (call.endedAt == null) {
        steps.addAll(steps(call));
      }
    }
    steps.sort(Step.ORDER);
    steps.forEach(this::take);
    if (gap.from != null) {
      pbx.runTo(end(), this::at);
    }
    new Alignment(pbx, gap, at(end())).align();
  }

  private void missing() {
    if (gap.from == null) {
      return;
    }
    if (!gap.channelsShown()) {
      gap.tally.unresolved(Missing.CHANNELS);
    }
    if (!gap.queueLogRead()) {
      gap.tally.unresolved(Missing.QUEUE_LOG);
    }
    if (!gap.cdrRead()) {
      gap.tally.unresolved(Missing.CDR);
    }
  }

  private void take(Step step) {
    Instant time = span().within(step.at());
    pbx.runTo(time, this::at);
    step.what().accept(at(time));
  }

  /** Missing is recorded of a call that was up when the gap began. */
  private List<Step> steps(Call call) {
    if (call.conversation.running()) {
      gap.tally.unresolved(Missing.HOLDS, call);
    }
    RecordedCall recorded = recorded(call);
    List<Step> steps = new ArrayList<>();
    for (Step step : new RecordedStory(pbx, call, recorded, gap, span()).steps()) {
      steps.add(new Step(step.at(), step.rank(), now -> takeIfUp(call, step, now)));
    }
    if (isOver(call, recorded)) {
      Instant last = steps.stream().map(Step::at).max(naturalOrder()).orElse(Instant.MIN);
      Instant end = endOf(call, recorded);
      steps.add(new Step(end.isBefore(last) ? last : end, Step.LAST, now -> end(call, now)));
    }
    return steps;
  }

  private static void takeIfUp(Call call, Step step, Moment now) {
    if (call.endedAt == null) {
      step.what().accept(call.behindTold(now));
    }
  }

  /**
   * In queue_log a call is known by the channel that is in the queue, which need not be its first.
   */
  private RecordedCall recorded(Call call) {
    RecordedCall all = new RecordedCall();
    List<String> channels = new ArrayList<>(call.channels);
    if (!channels.contains(call.uniqueid)) {
      channels.add(call.uniqueid);
    }
    for (String channel : channels) {
      RecordedCall one = gap.recorded.get(channel);
      Line line = pbx.lines.get(channel);
      if (one != null && (line == null || !line.outgoing || channel.equals(call.uniqueid))) {
        all.lines.addAll(one.lines);
        if (line == null || !line.isLocal() || channel.equals(call.uniqueid)) {
          all.cdrs.addAll(one.cdrs); // Else they tell who is behind it.
        }
      }
    }
    HandedOver.takeTo(all, call.uniqueid, gap);
    return all;
  }

  private boolean isOver(Call call, RecordedCall recorded) {
    if (!gap.channelsShown()) {
      return recorded.endedAt().isPresent();
    }
    return call.channels.stream()
        .noneMatch(channel -> gap.channels.containsKey(channel) || gap.gone.contains(channel));
  }

  private Instant endOf(Call call, RecordedCall recorded) {
    Instant last = recorded.lastTime();
    if (!last.equals(Instant.MIN)) {
      return HandedOver.end(call.uniqueid, last, gap);
    }
    if (gap.cause() == GapCause.PBX_RESTARTED) {
      return cut();
    }
    gap.tally.unresolved(Missing.TIMES, call);
    return end();
  }

  /** It ended in the gap. */
  private void end(Call call, Moment at) {
    if (call.endedAt != null) {
      return;
    }
    Moment now = call.behindTold(at);
    boolean told = new HangupRecords(call, gap, new ChannelNames(pbx, gap)).tell();
    QueueVisit visit = call.visit;
    if (visit != null && visit.leftAt != null && !visit.leftAt.plus(GOES_ON).isAfter(now.time())) {
      call.leaveQueue(now);
    }
    for (Offer offer : List.copyOf(call.offers)) {
      call.reject(now, offer, call.callerHungUp ? Outcome.CALLER_ABANDONED : Outcome.UNKNOWN);
    }
    call.endUnheard = !told && !isEndKnown(call);
    if (call.endUnheard) {
      gap.tally.unresolved(Missing.ENDED_BY, call);
    }
    for (String channel : List.copyOf(call.channels)) {
      Line line = pbx.remove(channel);
      if (line != null) {
        DispositionFolds.leave(pbx, call, line, now);
      }
    }
    call.channels.clear();
    pbx.end(call, now);
  }

  private boolean isEndKnown(Call call) {
    boolean exit = call.visit != null && call.visit.leftAt != null;
    return call.callerHungUp
        || call.conversation.endedBy() != null
        || exit
        || gap.cause() == GapCause.PBX_RESTARTED;
  }

  /** Whether a call came and went in the gap, as far as the records tell, and is not told. */
  private boolean isInside(String uniqueid, RecordedCall recorded) {
    Instant began = Uniqueid.createdAt(uniqueid).orElse(recorded.firstTime());
    return gap.cut != null
        && !began.isBefore(cut().minus(PRECISION))
        && !recorded.firstTime().isAfter(end())
        && !isKnown(uniqueid)
        && !isTold(uniqueid)
        && isCall(uniqueid, recorded)
        && !isLeg(uniqueid, recorded);
  }

  private boolean isTold(String call) {
    return pbx.calls.containsKey(call) || pbx.past.hasClosed(call) || gap.tally.has(call);
  }

  /** Of another call: who was handed on in it, who parks or retrieves, whom Asterisk recalls. */
  private boolean isLeg(String uniqueid, RecordedCall recorded) {
    String of = recorded.linkedid();
    if (of == null || of.equals(uniqueid) || !isTold(of)) {
      return false;
    }
    if (HandedOver.isIn(of, uniqueid, recorded, gap) && isUp(of)) {
      return true; // It is told in the call that it was in.
    }
    if (!recorded.lines.isEmpty()) {
      return false;
    }
    gap.tally.unresolved(Missing.TRANSFERS, site.callIds().of(pbx.name, of));
    return true;
  }

  private boolean isUp(String call) {
    Call its = pbx.calls.get(call);
    return its != null && its.endedAt == null;
  }

  /** Asterisk called it before the gap, and it is gone. */
  private void tellOriginated(Line line) {
    String uniqueid = line.uniqueid();
    boolean gone = gap.channelsShown() && !gap.channels.containsKey(uniqueid);
    boolean called = line.outgoing && uniqueid.equals(line.channel.linkedid());
    if (!gone || !called || line.session != null || pbx.callOf(line) != null) {
      return;
    }
    if (gap.born.contains(uniqueid) || gap.gone.contains(uniqueid)) {
      return;
    }
    RecordedCall recorded = gap.recorded.remove(uniqueid);
    pbx.remove(uniqueid);
    if (recorded != null && recorded.didSomething()) {
      tellInside(uniqueid, recorded);
    } else {
      Instant at = recorded == null ? end() : recorded.lastTime();
      Optional<Instant> answer = recorded == null ? Optional.empty() : recorded.answer();
      Origination.ended(pbx, line, answer.orElse(line.answeredAt), at(span().within(at)));
    }
  }

  /**
   * Each channel that was rung has a record of its own too, and so has each half of a Local one.
   */
  private boolean isCall(String uniqueid, RecordedCall recorded) {
    if (!recorded.lines.isEmpty()) {
      return true;
    }
    CdrWritten first = recorded.first().orElse(null);
    if (first == null) {
      return false;
    }
    boolean half = first.channel().startsWith("Local/") && !uniqueid.equals(first.linkedid());
    String application = first.application();
    boolean none = Applications.spies(application) || Applications.isSession(application);
    boolean ignored = first.exten() != null && site.ignores(first.exten());
    return !half && !ignored && !none && !Applications.isRung(application);
  }

  private void tellInside(String uniqueid, RecordedCall recorded) {
    Moment began = at(recorded.firstTime());
    HandedOver.takeTo(recorded, uniqueid, gap);
    Call call =
        pbx.beginRecorded(uniqueid, RecordedEntry.of(pbx, uniqueid, recorded, began), began);
    gap.cel.completing(uniqueid).ifPresent(transfer -> consults(call, transfer));
    if (call.entry().caller().isOutside()) {
      call.receive(began, Direction.INBOUND);
    }
    Span all = new Span(cut(), Instant.MAX);
    new RecordedStory(pbx, call, recorded, gap, all).tell(began);
    if (recorded.endedAt().isEmpty()) {
      gap.tally.unresolved(Missing.TIMES, call);
    }
    end(call, at(HandedOver.end(uniqueid, recorded.lastTime(), gap)));
  }

  /** It was made to ask somebody who was to have another call, and had it then. */
  private void consults(Call call, RecordedTransfer transfer) {
    for (String first : transfer.calls()) {
      RecordedCall recorded = gap.recorded.get(first);
      boolean told = isTold(first) || (recorded != null && isCall(first, recorded));
      if (told && !first.equals(call.uniqueid)) {
        String id = site.callIds().of(pbx.name, first);
        call.isConsultation(new Consultation(id, transfer.by().uniqueid()));
        return;
      }
    }
  }
}
