package org.switchhook.telephony.signal;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words of {@code queue_log}, as app_queue.c and app_agent_pool.c write them. */
public enum QueueLogEvent {
  /** Joined; data: URL, caller's number, position. */
  ENTERQUEUE,
  /** A member was rung in vain: no answer, refused, busy or congestion; data: ring time in ms. */
  RINGNOANSWER,
  /** Ringing ended because the caller was gone, or another answered; data: ring time in ms. */
  RINGCANCELED,
  /**
   * A member was connected with the caller, after announcements; data: waiting time in s, uniqueid
   * of the member's channel, ring time in s.
   */
  CONNECT,
  /** The caller's hangup ended the conversation; data: waiting time, talk time in s, position. */
  COMPLETECALLER,
  /** The member's hangup ended it; data as in {@link #COMPLETECALLER}. */
  COMPLETEAGENT,
  /** Data: extension, context, waiting time, talk time in s, position. */
  BLINDTRANSFER,
  ATTENDEDTRANSFER,
  /** Left unanswered: hung up, or redirected away; data: position, first position, seconds. */
  ABANDON,
  /** Data: position. */
  EXITWITHTIMEOUT,
  /** Data: the key, position. */
  EXITWITHKEY,
  /** Left because there was no member (any more). */
  EXITEMPTY,
  /** Left by {@code QueueWithdrawCaller}, which Asterisk 16 lacks. */
  WITHDRAW,
  /** A member came or left: names may be others from then on. */
  ADDMEMBER,
  REMOVEMEMBER,
  /** A member was paused in one queue; data: the reason. */
  PAUSE,
  UNPAUSE,
  /** An agent of app_agent_pool logged in; data: the channel's name. */
  AGENTLOGIN,
  /** Data: the channel's name, seconds logged in. */
  AGENTLOGOFF,
  /** Whatever else stands there: what a dialplan writes with QueueLog, say. */
  OTHER;

  private static final Map<String, QueueLogEvent> BY_NAME =
      Arrays.stream(values())
          .filter(event -> event != OTHER)
          .collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

  public static QueueLogEvent of(String word) {
    return BY_NAME.getOrDefault(word, OTHER);
  }
}
