package org.switchhook.telephony;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.QueueExit;
import org.switchhook.event.QueueRef;

/** One stay of a caller in one queue, from the join until what followed is known. */
final class QueueVisit {

  final String queue;

  /** Where it stood: at the join, and at the end as Asterisk says it when it gives up. */
  int position;

  final Instant joinedAt;

  /** When the caller left the queue; what that meant is not decided yet. */
  @Nullable Instant leftAt;

  /** {@code QueueCallerAbandon} came: it comes for every exit but a connect and a key. */
  boolean abandonSeen;

  /** {@code QUEUESTATUS}, which Asterisk sets after the caller has left. */
  @Nullable String status;

  QueueVisit(String queue, int position, Instant joinedAt) {
    this.queue = queue;
    this.position = position;
    this.joinedAt = joinedAt;
  }

  /** The caller is elsewhere, and nobody heard how that came. */
  void leftUnheard(Instant at) {
    leftAt = at;
    status = "";
  }

  QueueRef ref() {
    return new QueueRef(queue);
  }

  /** Why the caller left, as far as Asterisk has told. */
  QueueExit exit() {
    if (status != null) {
      return ofStatus(status);
    }
    return abandonSeen ? QueueExit.UNKNOWN : QueueExit.KEY;
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
