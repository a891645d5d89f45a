package org.switchhook.telephony;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallDetail.QueueExit;
import org.switchhook.event.QueueRef;

/** One stay of a caller in one queue, from the join until what followed is known. */
final class QueueVisit {

  /** Absent where it was refused at the door: then Asterisk does not name the queue. */
  final @Nullable String queue;

  /** Where it stood: at the join, and at the end as Asterisk says it when it gives up. */
  @Nullable Integer position;

  final Instant joinedAt;

  /** When the caller left the queue; what that meant is not decided yet. */
  @Nullable Instant leftAt;

  /** {@code QueueCallerAbandon} came: it comes for every exit but a connect and a key. */
  boolean abandonSeen;

  /** {@code QUEUESTATUS}, which Asterisk sets after the caller has left. */
  @Nullable String status;

  QueueVisit(@Nullable String queue, @Nullable Integer position, Instant joinedAt) {
    this.queue = queue;
    this.position = position;
    this.joinedAt = joinedAt;
  }

  /** The caller is elsewhere, and nobody heard how that came. */
  void leftUnheard(Instant at) {
    leftAt = at;
    status = "";
  }

  /** A queue that was full or empty did not let the caller in, who has waited {@code since}. */
  static QueueVisit refused(String status, Instant since, Instant at) {
    QueueVisit visit = new QueueVisit(null, null, since);
    visit.leftAt = at;
    visit.status = status;
    return visit;
  }

  @Nullable QueueRef ref() {
    return queue == null ? null : new QueueRef(queue);
  }

  /** That the caller left it unanswered and goes on. */
  CallDetail.LeftQueue left() {
    Instant until = leftAt == null ? joinedAt : leftAt;
    long waitMs = until.toEpochMilli() - joinedAt.toEpochMilli();
    return new CallDetail.LeftQueue(ref(), exitGoingOn(), waitMs);
  }

  /** Why the caller left, as far as Asterisk has told. */
  QueueExit exit() {
    if (status != null) {
      return ofStatus(status);
    }
    return abandonSeen ? QueueExit.UNKNOWN : QueueExit.KEY;
  }

  /** Whoever is gone on without a word of Queue() was taken out of it by a redirect. */
  QueueExit exitGoingOn() {
    return status == null && abandonSeen ? QueueExit.WITHDRAWN : exit();
  }

  /** {@code QUEUESTATUS} of app_queue.c. */
  static QueueExit ofStatus(String status) {
    return switch (status) {
      case "TIMEOUT" -> QueueExit.TIMEOUT;
      case "FULL" -> QueueExit.FULL;
      case "JOINEMPTY", "JOINUNAVAIL" -> QueueExit.JOIN_EMPTY;
      case "LEAVEEMPTY", "LEAVEUNAVAIL" -> QueueExit.LEAVE_EMPTY;
      case "WITHDRAW" -> QueueExit.WITHDRAWN;
      default -> QueueExit.UNKNOWN;
    };
  }
}
