package org.switchhook.audit;

import static org.switchhook.telephony.signal.QueueLogEvent.*;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.switchhook.event.CallDetail.AbandonReason;
import org.switchhook.event.CallDetail.EndedBy;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.event.CallDetail.QueueExit;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.telephony.signal.QueueLogEvent;

/** Which words of queue_log say the same as what was told, by app_queue.c. */
final class Words {

  static final Set<QueueLogEvent> COMPLETED =
      Set.of(COMPLETECALLER, COMPLETEAGENT, BLINDTRANSFER, ATTENDEDTRANSFER);

  private static final Set<QueueLogEvent> LEFT =
      Set.of(ABANDON, EXITWITHTIMEOUT, EXITWITHKEY, EXITEMPTY, WITHDRAW);

  private Words() {}

  /** Empty: nothing, or RINGCANCELED, which is not compared. */
  static Set<QueueLogEvent> of(Outcome outcome) {
    return switch (outcome) {
      case NO_ANSWER, REJECTED, BUSY, UNAVAILABLE -> Set.of(RINGNOANSWER);
      case CALLER_ABANDONED, ANSWERED_ELSEWHERE, WITHDRAWN, UNKNOWN -> Set.of();
    };
  }

  /** Empty: who is refused at the door was never in the queue. */
  static Set<QueueLogEvent> of(QueueExit exit) {
    return switch (exit) {
      case TIMEOUT -> Set.of(EXITWITHTIMEOUT);
      case LEAVE_EMPTY -> Set.of(EXITEMPTY);
      case KEY -> Set.of(EXITWITHKEY);
      // A redirect takes the channel away from Queue(), which looks like a hangup to it.
      case WITHDRAWN -> Set.of(WITHDRAW, ABANDON);
      case UNKNOWN -> LEFT;
      case FULL, JOIN_EMPTY -> Set.of();
    };
  }

  /** Of a call that ended in the queue, where no exit was told: its channel went away. */
  static Set<QueueLogEvent> of(AbandonReason reason) {
    return switch (reason) {
      case TIMEOUT -> of(QueueExit.TIMEOUT);
      case LEAVE_EMPTY -> of(QueueExit.LEAVE_EMPTY);
      case KEY -> of(QueueExit.KEY);
      case CALLER_HANGUP,
          FULL,
          JOIN_EMPTY,
          NO_ANSWER,
          REJECTED,
          BUSY,
          UNAVAILABLE,
          FAILED,
          SYSTEM,
          UNKNOWN ->
          Set.of(ABANDON);
    };
  }

  /**
   * Of a conversation that was handed over. Queue() sees no transfer that happens behind a member's
   * Local channel, as FreePBX has them, and none into a conference of three: it goes on until one
   * of the two channels that it knows is hung up.
   */
  static Map<QueueLogEvent, Span> ofTransfer(Instant time) {
    return Map.of(
        BLINDTRANSFER, Span.at(time),
        ATTENDEDTRANSFER, Span.at(time),
        COMPLETEAGENT, Span.from(time),
        COMPLETECALLER, Span.from(time));
  }

  /** Of a call that ended in a queue after it had been connected; no exit is told of that one. */
  static Set<QueueLogEvent> ofLast(EndedBy endedBy) {
    return endedBy == EndedBy.CALLER ? Set.of(ABANDON) : LEFT;
  }

  /** Queue() knows its caller and its member; in an internal call both are phones. */
  static Set<QueueLogEvent> of(EndedBy endedBy, Direction direction) {
    return switch (endedBy) {
      case AGENT -> Set.of(COMPLETEAGENT);
      case CALLER -> Set.of(COMPLETECALLER);
      case CALLEE -> Set.of(direction == Direction.INTERNAL ? COMPLETEAGENT : COMPLETECALLER);
      // Asterisk logs the first hangup that was requested, by a manager too; maybe there was none.
      case SYSTEM, UNKNOWN -> Set.of(COMPLETEAGENT, COMPLETECALLER);
    };
  }
}
