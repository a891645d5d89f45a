package org.switchhook.asterisk.log;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words of app_queue.c that say something about a call in a queue. */
public enum QueueLogEvent {
  /** Joined. */
  ENTERQUEUE,
  /** A member was rung in vain: no answer, refused, busy or congestion. */
  RINGNOANSWER,
  /** A member was connected with the caller, after announcements. */
  CONNECT,
  /** The caller's hangup ended the conversation. */
  COMPLETECALLER,
  /** The member's hangup ended it. */
  COMPLETEAGENT,
  BLINDTRANSFER,
  ATTENDEDTRANSFER,
  /** Left unanswered: hung up, or redirected away. */
  ABANDON,
  EXITWITHTIMEOUT,
  EXITWITHKEY,
  /** Left because there was no member (any more). */
  EXITEMPTY,
  /** Left by {@code QueueWithdrawCaller}, which Asterisk 16 lacks. */
  WITHDRAW,
  /** A member came or left: names may be others from then on. */
  ADDMEMBER,
  REMOVEMEMBER,
  /** Whatever else stands there: pauses, agents' logins, what a dialplan writes with QueueLog. */
  OTHER;

  private static final Map<String, QueueLogEvent> BY_NAME =
      Arrays.stream(values())
          .filter(event -> event != OTHER)
          .collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

  static QueueLogEvent of(String word) {
    return BY_NAME.getOrDefault(word, OTHER);
  }
}
