package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.QueueLogEvent;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.NamedChannel;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;

/**
 * The transfers of one call in a gap that CEL tells of, among its other records: those bear whole
 * seconds, and what was written of the same second may have come before or behind.
 */
final class TransferRecords {

  /** How far apart queue_log and CEL may have written of the same one. */
  private static final Duration SAME = Duration.ofSeconds(2);

  /** Tables bear whole seconds too. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** Ranks that a step has, see {@link Step}. */
  private static final int RANKS = 3;

  private final Call call;
  private final RecordedCall recorded;
  private final Gap gap;
  private final ChannelNames names;
  private final Span span;

  /** In the order of time, those too that were heard before the gap. */
  private final List<RecordedTransfer> transfers;

  /** Of those that a line of queue_log tells too. */
  private final Set<RecordedTransfer> matched = new HashSet<>();

  /** How many came before the line of queue_log that was asked for last. */
  private int passed;

  /** Whether a queue has connected the call since. */
  private boolean connected;

  TransferRecords(Call call, RecordedCall recorded, Gap gap, ChannelNames names, Span span) {
    this.call = call;
    this.recorded = recorded;
    this.gap = gap;
    this.names = names;
    this.span = span;
    this.transfers =
        gap.cel.transfersOf(call.uniqueid).stream()
            .filter(transfer -> !transfer.at().isAfter(span.to()) && !gap.isHeard(transfer))
            .toList();
  }

  /** The steps of the story that those are which were not heard. */
  List<Step> steps(HandOver telling) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < transfers.size(); i++) {
      RecordedTransfer transfer = transfers.get(i);
      Optional<CdrWritten> next = next(i);
      if (isUnheard(transfer)) {
        steps.add(
            new Step(
                at(transfer),
                Step.ENDS + RANKS * i,
                now -> telling.tell(transfer, next.orElse(null), now)));
      }
    }
    return steps;
  }

  /** What came last before the gap may be of the same moment. */
  private boolean isUnheard(RecordedTransfer transfer) {
    boolean last = span.has(transfer.at().plus(MOMENT));
    return span.has(transfer.at())
        || (last
            && call.conversation.talks().stream()
                .filter(talk -> !talk.isOver())
                .anyMatch(
                    talk ->
                        isBy(transfer, talk.near().channel())
                            || isBy(transfer, talk.far().channel())));
  }

  /** Not before the transferer was connected, of which the second alone is known. */
  private Instant at(RecordedTransfer transfer) {
    Instant at = transfer.at();
    for (CdrWritten cdr : recorded.cdrs) {
      Instant answer = cdr.answer();
      if (answer != null && isTalkBefore(cdr, transfer) && answer.isAfter(at)) {
        at = answer;
      }
    }
    for (QueueLogged line : recorded.lines) {
      boolean connect = line.event() == QueueLogEvent.CONNECT && line.data().size() > 1;
      if (connect && isBy(transfer, line.data().get(1)) && line.time().isAfter(at)) {
        at = line.time();
      }
    }
    return at;
  }

  private boolean isBy(RecordedTransfer transfer, String channel) {
    return names.isOn(channel, transfer.by());
  }

  /** Whether the record is of the talk with which the transferer handed over. */
  private boolean isTalkBefore(CdrWritten cdr, RecordedTransfer transfer) {
    String channel = cdr.destinationChannel();
    NamedChannel left = transfer.left();
    return channel != null
        && !cdr.start().isAfter(transfer.at())
        && (isBy(transfer, channel) || (left != null && names.isOn(channel, left)));
  }

  /** The first record of whom the call was connected with, or was to be, behind a transfer. */
  private Optional<CdrWritten> next(int transfer) {
    return recorded.cdrs.stream()
        .filter(cdr -> cdr.destinationChannel() != null && before(cdr) == transfer + 1)
        .min(Comparator.comparing(CdrWritten::start));
  }

  /** How many were before what the record tells. */
  int before(CdrWritten cdr) {
    return IntStream.range(0, transfers.size())
        .filter(i -> isBehind(cdr, transfers.get(i)))
        .map(i -> i + 1)
        .max()
        .orElse(0);
  }

  private boolean isBehind(CdrWritten cdr, RecordedTransfer transfer) {
    String channel = cdr.destinationChannel();
    NamedChannel to = transfer.to();
    if (channel != null && to != null && isTo(channel, to)) {
      return true; // It bears the time since when that one was asked.
    }
    Instant second = second(transfer.at());
    return cdr.start().isAfter(transfer.at())
        || (second(cdr.start()).equals(second) && !isTalkBefore(cdr, transfer));
  }

  /**
   * Whether the record is of the time in which the target was asked: Asterisk gives the call's own
   * channel one with the Local channel of a feature code, which began with that.
   */
  boolean isAsking(CdrWritten cdr) {
    return IntStream.range(0, transfers.size()).anyMatch(i -> isAsking(cdr, i));
  }

  private boolean isAsking(CdrWritten cdr, int transfer) {
    String channel = cdr.destinationChannel();
    CdrWritten half = channel == null ? null : gap.halves.half(channel);
    String target = target(transfer);
    if (channel == null
        || target == null
        || !cdr.start().isBefore(second(transfers.get(transfer).at()))) {
      return false;
    }
    String behind = gap.halves.behind(channel);
    boolean local = channel.equals(target) || (half != null && behind.equals(target));
    return local && (half == null || half.answer() == null || isConnected(behind));
  }

  /** The name of the channel that it led to. */
  private @Nullable String target(int transfer) {
    NamedChannel to = transfers.get(transfer).to();
    return to == null ? next(transfer).map(CdrWritten::destinationChannel).orElse(null) : to.name();
  }

  private boolean isConnected(String channel) {
    return recorded.cdrs.stream().anyMatch(cdr -> channel.equals(cdr.destinationChannel()));
  }

  private boolean isTo(String channel, NamedChannel to) {
    return gap.halves.behind(channel).equals(gap.halves.behind(to.name()));
  }

  /**
   * How many were before a line of queue_log, which are asked for in the order of writing; absent
   * where it says nothing that they do not.
   */
  OptionalInt before(QueueLogged line) {
    if (isOneOfThem(line)) {
      return OptionalInt.empty();
    }
    while (passed < transfers.size() && isBehind(line, transfers.get(passed))) {
      pass(passed + 1);
    }
    switch (line.event()) {
      case CONNECT -> connected = true;
      case COMPLETEAGENT, COMPLETECALLER -> {
        if (passed > 0 && !connected) {
          return OptionalInt.empty(); // Of the talk that was handed over, as app_queue has it.
        }
      }
      default -> {}
    }
    return OptionalInt.of(passed);
  }

  private boolean isOneOfThem(QueueLogged line) {
    boolean blind = line.event() == QueueLogEvent.BLINDTRANSFER;
    if (!blind && line.event() != QueueLogEvent.ATTENDEDTRANSFER) {
      return false;
    }
    for (int i = 0; i < transfers.size(); i++) {
      RecordedTransfer transfer = transfers.get(i);
      Duration apart = Duration.between(transfer.at(), line.time()).abs();
      boolean same = transfer.isBlind() == blind && apart.compareTo(SAME) <= 0;
      if (same && matched.add(transfer)) {
        pass(Math.max(passed, i + 1));
        return true;
      }
    }
    return false;
  }

  private void pass(int now) {
    connected &= now == passed;
    passed = now;
  }

  private static boolean isBehind(QueueLogged line, RecordedTransfer transfer) {
    int order = second(line.time()).compareTo(second(transfer.at()));
    return switch (line.event()) {
      case ENTERQUEUE, COMPLETEAGENT, COMPLETECALLER -> order >= 0;
      default -> order > 0;
    };
  }

  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Whether one was before what the record tells, and no queue was joined since. */
  boolean isPast(CdrWritten cdr) {
    int before = before(cdr);
    return before > 0
        && recorded.lines.stream()
            .filter(line -> line.event() == QueueLogEvent.ENTERQUEUE)
            .noneMatch(line -> isBehind(line, transfers.get(before - 1)));
  }

  /** A step of which so many were before it. */
  Step behind(int before, Step step) {
    if (before == 0) {
      return step;
    }
    Instant earliest = at(transfers.get(before - 1));
    Instant at = step.at().isBefore(earliest) ? earliest : step.at();
    return new Step(at, step.rank() + RANKS * before, step.what());
  }
}
