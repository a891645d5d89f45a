package org.switchhook.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.QueueLogEvent;

/** What of a call is compared. */
public enum What {
  /** With queue_log: it joined a queue. */
  JOINED,
  /** A member was rung in vain. */
  RING_NO_ANSWER,
  /** A member was connected. */
  CONNECTED,
  /** It left a queue unanswered, and why. */
  LEFT,
  /** How the conversation with a member ended: by whom, or by a transfer. */
  COMPLETED,
  /** A caller was in a queue, and no call tells so. */
  UNTOLD,
  /** With the CDR: when it began. */
  START,
  /** When it ended. */
  END,
  /** Who was reached last. */
  DESTINATION;

  /** The word in metrics and in the log. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a line of queue_log is about; null where it is not compared. */
  static @Nullable What of(QueueLogEvent event) {
    return switch (event) {
      case ENTERQUEUE -> JOINED;
      case RINGNOANSWER -> RING_NO_ANSWER;
      case CONNECT -> CONNECTED;
      case ABANDON, EXITWITHTIMEOUT, EXITWITHKEY, EXITEMPTY, WITHDRAW -> LEFT;
      case COMPLETECALLER, COMPLETEAGENT, BLINDTRANSFER, ATTENDEDTRANSFER -> COMPLETED;
      case RINGCANCELED, ADDMEMBER, REMOVEMEMBER, PAUSE, UNPAUSE, AGENTLOGIN, AGENTLOGOFF, OTHER ->
          null;
    };
  }
}
