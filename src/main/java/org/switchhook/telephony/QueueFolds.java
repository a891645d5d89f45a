package org.switchhook.telephony;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.telephony.signal.QueueSignal;
import org.switchhook.telephony.signal.QueueSignal.Abandoned;
import org.switchhook.telephony.signal.QueueSignal.Joined;
import org.switchhook.telephony.signal.QueueSignal.Left;

/** What a caller's way through queues means for the call. */
final class QueueFolds {

  /** A caller who has left a queue and is not gone after this long goes on. */
  private static final Duration EXIT_SETTLES = Duration.ofMillis(500);

  private QueueFolds() {}

  static void addTo(Dispatch dispatch) {
    dispatch
        .on(Joined.class, QueueFolds::joined)
        .on(Abandoned.class, QueueFolds::abandoned)
        .on(Left.class, QueueFolds::left);
  }

  private static void joined(Pbx pbx, Joined signal, Moment now) {
    Line line = pbx.line(signal.channel(), now);
    Call known = pbx.callOf(line);
    Call call = known == null ? pbx.begin(line, now) : known;
    boolean fromTrunk = call.caller().isOutside();
    call.receive(now, fromTrunk ? Direction.INBOUND : Direction.INTERNAL);
    QueueVisit stay = call.visit;
    if (stay != null && stay.leftAt == null) {
      if (stay.queue.equals(signal.queue())) {
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
    return visit != null && visit.queue.equals(signal.queue()) ? visit : null;
  }

  /** {@code QUEUESTATUS}: empty when Queue() begins, and a word once the caller has left. */
  static void status(Call call, String status) {
    QueueVisit visit = call.visit;
    if (visit != null && visit.leftAt != null && !status.isEmpty()) {
      visit.status = status;
    }
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
        && call.channels.contains(call.uniqueid)) {
      call.leaveQueue(now);
    }
  }
}
