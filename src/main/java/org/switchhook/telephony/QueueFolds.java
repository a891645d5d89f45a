package org.switchhook.telephony;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal.VariableSet;
import org.switchhook.telephony.signal.QueueSignal;
import org.switchhook.telephony.signal.QueueSignal.Abandoned;
import org.switchhook.telephony.signal.QueueSignal.Joined;
import org.switchhook.telephony.signal.QueueSignal.Left;
import org.switchhook.telephony.signal.Signal;

/** What a caller's way through queues means for the call. */
final class QueueFolds {

  /** A caller who has left a queue and is not gone after this long goes on. */
  private static final Duration EXIT_SETTLES = Duration.ofMillis(500);

  /** What QUEUESTATUS alone tells: the caller never joined. */
  private static final Set<String> REFUSED = Set.of("FULL", "JOINEMPTY", "JOINUNAVAIL");

  private QueueFolds() {}

  static void addTo(Dispatch dispatch) {
    dispatch
        .on(Joined.class, QueueFolds::joined)
        .on(Abandoned.class, QueueFolds::abandoned)
        .on(Left.class, QueueFolds::left);
  }

  private static void joined(Pbx pbx, Joined signal, Moment now) {
    Call call = atTheDoor(pbx, signal.channel(), signal, now);
    if (call == null) {
      return;
    }
    QueueVisit stay = call.visit;
    if (stay != null && stay.leftAt == null) {
      if (signal.queue().equals(stay.queue)) {
        return;
      }
      stay.leftUnheard(now.time());
    }
    call.joinQueue(now, signal.queue(), signal.position(), signal.count());
  }

  private static void abandoned(Pbx pbx, Abandoned signal, Moment now) {
    QueueVisit visit = visit(pbx, signal);
    if (visit != null) {
      visit.abandonSeen = true;
      visit.position = signal.position();
    }
  }

  /** QueueCallerLeave does not say why: it comes before a connect too. */
  private static void left(Pbx pbx, Left signal, Moment now) {
    QueueVisit visit = visit(pbx, signal);
    Call call = pbx.callOf(signal.channel());
    if (visit == null || call == null || call.offers.stream().anyMatch(o -> o.answered)) {
      return;
    }
    visit.leftAt = now.time();
    now.decideBy(now.time().plus(EXIT_SETTLES), Deadline.What.QUEUE_EXIT, call.uniqueid);
  }

  private static @Nullable QueueVisit visit(Pbx pbx, QueueSignal signal) {
    Call call = pbx.callOf(signal.channel());
    QueueVisit visit = call == null ? null : call.visit;
    return visit != null && signal.queue().equals(visit.queue) ? visit : null;
  }

  /** {@code QUEUESTATUS}: empty when Queue() begins, and a word once the caller is out of it. */
  static void status(Pbx pbx, VariableSet signal, Moment now) {
    if (REFUSED.contains(signal.value())) {
      refused(pbx, signal, now);
      return;
    }
    Call call = pbx.callOf(signal.channel());
    QueueVisit visit = call == null ? null : call.visit;
    if (visit != null && visit.leftAt != null && !signal.value().isEmpty()) {
      visit.status = signal.value();
    }
  }

  /** Whose call is let in or not; absent where that shows later, and the signal waits for it. */
  private static @Nullable Call atTheDoor(Pbx pbx, Channel channel, Signal signal, Moment now) {
    Line line = pbx.lines.of(channel, now.time());
    Call call = Behalf.of(pbx, line, now);
    if (call == null) {
      line.holdBack(signal);
    } else {
      call.receive(now, call.entry().direction());
    }
    return call;
  }

  private static void refused(Pbx pbx, VariableSet signal, Moment now) {
    Call call = atTheDoor(pbx, signal.channel(), signal, now);
    if (call == null) {
      return;
    }
    call.settleTransfer(now); // It went to this queue, and not to what the dialplan does next.
    QueueVisit stay = call.visit;
    if (stay != null && stay.leftAt == null) {
      stay.leftUnheard(now.time());
    }
    call.leaveQueue(now);
    call.visit = QueueVisit.refused(signal.value(), call.entry().startedAt(), now.time());
    now.decideBy(now.time().plus(EXIT_SETTLES), Deadline.What.QUEUE_EXIT, call.uniqueid);
  }

  /**
   * The caller left a queue a while ago and is still there. Who has hung up is there for as long as
   * the dialplan's {@code h} extension runs, and goes nowhere.
   */
  static void decideExit(Call call, Moment now) {
    QueueVisit visit = call.visit;
    if (visit != null
        && visit.leftAt != null
        && !visit.leftAt.plus(EXIT_SETTLES).isAfter(now.time())
        && !call.callerHungUp
        && call.anchorIsUp()) {
      call.leaveQueue(now);
    }
  }
}
