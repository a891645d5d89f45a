package org.switchhook.telephony;

import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.AbandonReason;
import org.switchhook.event.CallDetail.QueueExit;

/** Why a call that nobody answered is over. */
final class Abandonment {

  private Abandonment() {}

  /**
   * @param earlierExit how it left the queue that it was in before, where it went on from one
   */
  static AbandonReason reason(Call call, @Nullable QueueExit earlierExit) {
    if (call.callerHungUp) {
      return AbandonReason.CALLER_HANGUP;
    }
    QueueExit exit = queueExit(call, earlierExit);
    AbandonReason byExit = exit == null ? null : ofExit(exit);
    return byExit == null ? ofOutcome(call) : byExit;
  }

  /**
   * The queue's exit; absent where the caller hung up in it, or was in none. Who hung up in the
   * moment in which it gave up, or as he had pressed the key, had left it already: Asterisk says
   * how, and writes that into its log of queues.
   */
  static @Nullable QueueExit queueExit(Call call, @Nullable QueueExit earlierExit) {
    QueueVisit visit = call.visit;
    if (visit == null) {
      return earlierExit;
    }
    boolean told = !call.callerHungUp || visit.exit() != QueueExit.UNKNOWN;
    return visit.leftAt != null && told ? visit.exit() : null;
  }

  private static @Nullable AbandonReason ofExit(QueueExit exit) {
    return switch (exit) {
      case TIMEOUT -> AbandonReason.TIMEOUT;
      case FULL -> AbandonReason.FULL;
      case JOIN_EMPTY -> AbandonReason.JOIN_EMPTY;
      case LEAVE_EMPTY -> AbandonReason.LEAVE_EMPTY;
      case KEY -> AbandonReason.KEY;
      case WITHDRAWN, UNKNOWN -> null;
    };
  }

  private static AbandonReason ofOutcome(Call call) {
    if (call.lastOutcome == null) {
      return call.endUnheard ? AbandonReason.UNKNOWN : AbandonReason.SYSTEM;
    }
    return switch (call.lastOutcome) {
      case NO_ANSWER -> AbandonReason.NO_ANSWER;
      case REJECTED -> AbandonReason.REJECTED;
      case BUSY -> AbandonReason.BUSY;
      case UNAVAILABLE -> AbandonReason.UNAVAILABLE;
      case UNKNOWN -> AbandonReason.UNKNOWN;
      case CALLER_ABANDONED, ANSWERED_ELSEWHERE, WITHDRAWN ->
          call.endUnheard ? AbandonReason.UNKNOWN : AbandonReason.SYSTEM;
    };
  }
}
