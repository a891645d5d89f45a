package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.telephony.signal.QueueLogEvent;
import org.switchhook.telephony.signal.RecordSignal.CdrDisposition;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;

/**
 * What Asterisk recorded of one call, as the steps of its story that were not heard. Its records
 * bear whole seconds, so that what was heard last may stand in them too.
 */
final class RecordedStory {

  /** A record and what was heard are of the same thing where they are no farther apart. */
  private static final Duration SAME = Duration.ofMillis(1_500);

  static final Duration WRITTEN_LATE = Duration.ofMillis(500);

  private static final Set<QueueLogEvent> TRANSFERS =
      Set.of(QueueLogEvent.BLINDTRANSFER, QueueLogEvent.ATTENDEDTRANSFER);

  private final Pbx pbx;
  private final Call call;
  private final RecordedCall recorded;
  private final Gap gap;
  private final Span span;

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

  /** Tells what was not heard, and nothing before {@code began}. */
  void tell(Moment began) {
    for (Step step : steps()) {
      Moment then = step.at().isBefore(began.time()) ? began : began.of(step.at());
      step.what().accept(call.behindTold(then));
    }
  }

  /** In the order of time. */
  List<Step> steps() {
    ChannelNames names = new ChannelNames(pbx, gap);
    TransferRecords transfers = new TransferRecords(call, recorded, gap, names, span);
    List<Step> steps = new ArrayList<>();
    for (QueueLogged line : recorded.lines) {
      OptionalInt before = transfers.before(line);
      if (before.isPresent() && !isHeard(line) && !isHeardAgain(line)) {
        List<Step> its = new QueueRecords(pbx, call, recorded, gap).steps(line);
        its.forEach(step -> steps.add(transfers.behind(before.getAsInt(), step)));
      }
    }
    for (CdrWritten cdr : recorded.cdrs) {
      String channel = cdr.destinationChannel();
      if (channel != null && span.has(cdr.time()) && isDial(cdr, transfers)) {
        int before = transfers.before(cdr);
        List<Step> its = new DialRecords(call, gap, names).steps(cdr, channel);
        its.forEach(step -> steps.add(transfers.behind(before, step)));
      }
    }
    steps.addAll(transfers.steps(new HandOver(pbx, call, gap, names)));
    steps.sort(Step.ORDER);
    return steps;
  }

  /** Whom a queue rang stands in its log; whom the call was handed over to then, does not. */
  private boolean isDial(CdrWritten cdr, TransferRecords transfers) {
    if (transfers.isAsking(cdr)) {
      return false;
    }
    boolean byQueueLog = !recorded.lines.isEmpty() || call.visit != null;
    boolean ofQueue = byQueueLog && "Queue".equals(cdr.application());
    return !ofQueue
        || (cdr.disposition() == CdrDisposition.ANSWERED
            && (isHandedOverBy(cdr.start()) || transfers.isPast(cdr)));
  }

  /** And did not go to a queue, of which the same holds. */
  private boolean isHandedOverBy(Instant time) {
    boolean handedOver = false;
    for (QueueLogged line : recorded.lines) {
      if (!line.time().isAfter(time)) {
        handedOver |= TRANSFERS.contains(line.event());
        handedOver &= line.event() != QueueLogEvent.ENTERQUEUE;
      }
    }
    return handedOver;
  }

  /** Of a call that is over, what was heard again says nothing. */
  private boolean isHeardAgain(QueueLogged line) {
    return span.to().isBefore(Instant.MAX) && gap.isHeard(line);
  }

  private boolean isHeard(QueueLogged line) {
    // AMI may say who is connected in the second after the one that the log bears.
    boolean connect = line.event() == QueueLogEvent.CONNECT;
    Instant latest = connect ? line.time().plus(SAME) : line.time().plusSeconds(1);
    if (latest.isBefore(span.from()) || line.time().isAfter(span.to())) {
      return true;
    }
    if (line.time().isAfter(span.from().plus(SAME))) {
      return false;
    }
    return switch (line.event()) {
      case ENTERQUEUE -> near(line, call.lastHeard.joinedAt(line.queue()));
      case RINGNOANSWER, RINGCANCELED -> isHeard(line, call.lastHeard.rejectedAt(member(line)));
      case CONNECT -> call.conversation.talks().stream().anyMatch(t -> connects(line, t.startedAt));
      default -> false;
    };
  }

  /** What was heard in another second has a line of its own there, unless that was written late. */
  private boolean isHeard(QueueLogged line, @Nullable Instant heard) {
    if (heard == null || !near(line, heard)) {
      return false;
    }
    Instant second = heard.truncatedTo(ChronoUnit.SECONDS);
    return line.time().truncatedTo(ChronoUnit.SECONDS).equals(second)
        || recorded.lines.stream().noneMatch(other -> isTwin(other, line, second));
  }

  private static boolean isTwin(QueueLogged other, QueueLogged line, Instant second) {
    return (other.event() == line.event() || other.event() == QueueLogEvent.RINGNOANSWER)
        && Objects.equals(other.member(), line.member())
        && other.time().truncatedTo(ChronoUnit.SECONDS).equals(second);
  }

  private static boolean connects(QueueLogged line, Instant heard) {
    return near(line, heard) || near(line, heard.minus(WRITTEN_LATE));
  }

  private AgentRef member(QueueLogged line) {
    return pbx.memberNamed(String.valueOf(line.member())).ref();
  }

  /** It bears the second in which it was written, which is a moment after it happened. */
  private static boolean near(QueueLogged line, @Nullable Instant heard) {
    return heard != null
        && !heard.isBefore(line.time().minus(WRITTEN_LATE))
        && heard.isBefore(line.time().plusSeconds(1));
  }
}
