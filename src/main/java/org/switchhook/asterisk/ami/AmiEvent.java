package org.switchhook.asterisk.ami;

import static java.util.Locale.ROOT;

/**
 * An AMI event that is read; this is the one list of them. The event filter of the manager user,
 * the rights that it needs, the choice of the reading thread and the decoder follow from it.
 */
enum AmiEvent {
  FULLY_BOOTED("FullyBooted", Right.SYSTEM),
  RELOAD("Reload", Right.SYSTEM),
  SHUTDOWN("Shutdown", Right.SYSTEM),
  NEW_CHANNEL("Newchannel", Right.CALL),
  NEW_STATE("Newstate", Right.CALL),
  NEW_CALLER_ID("NewCallerid", Right.CALL),
  DIAL_BEGIN("DialBegin", Right.CALL),
  DIAL_END("DialEnd", Right.CALL),
  HANGUP_REQUEST("HangupRequest", Right.CALL),
  HANGUP("Hangup", Right.CALL),
  HOLD("Hold", Right.CALL),
  UNHOLD("Unhold", Right.CALL),
  BRIDGE_ENTER("BridgeEnter", Right.CALL),
  BRIDGE_LEAVE("BridgeLeave", Right.CALL),
  CHAN_SPY_START("ChanSpyStart", Right.CALL),
  PICKUP("Pickup", Right.CALL),
  BLIND_TRANSFER("BlindTransfer", Right.CALL),
  ATTENDED_TRANSFER("AttendedTransfer", Right.CALL),
  QUEUE_CALLER_JOIN("QueueCallerJoin", Right.AGENT),
  QUEUE_CALLER_LEAVE("QueueCallerLeave", Right.AGENT),
  QUEUE_CALLER_ABANDON("QueueCallerAbandon", Right.AGENT),
  AGENT_CALLED("AgentCalled", Right.AGENT),
  AGENT_CONNECT("AgentConnect", Right.AGENT),
  AGENT_RING_NO_ANSWER("AgentRingNoAnswer", Right.AGENT),
  QUEUE_MEMBER_ADDED("QueueMemberAdded", Right.AGENT),
  QUEUE_MEMBER_REMOVED("QueueMemberRemoved", Right.AGENT),
  QUEUE_MEMBER_PAUSE("QueueMemberPause", Right.AGENT),
  AGENT_LOGIN("AgentLogin", Right.AGENT),
  AGENT_LOGOFF("AgentLogoff", Right.AGENT),
  USER_EVENT("UserEvent", Right.USER),
  VAR_SET("VarSet", Right.DIALPLAN),
  BRIDGE_LIST_ITEM("BridgeListItem", Right.NONE),
  BRIDGE_LIST_COMPLETE("BridgeListComplete", Right.NONE),
  CORE_SHOW_CHANNEL("CoreShowChannel", Right.NONE),
  CORE_SHOW_CHANNELS_COMPLETE("CoreShowChannelsComplete", Right.NONE),
  QUEUE_MEMBER("QueueMember", Right.NONE),
  QUEUE_ENTRY("QueueEntry", Right.NONE),
  QUEUE_STATUS_COMPLETE("QueueStatusComplete", Right.NONE);

  /** The class of an event, which is also the right to read it. */
  enum Right {
    SYSTEM,
    CALL,
    AGENT,
    USER,
    DIALPLAN,
    /** An item of an answer: neither rights nor event filters apply to it. */
    NONE;

    /** As manager.conf and the header {@code Events} spell it. */
    @Override
    public String toString() {
      return name().toLowerCase(ROOT);
    }
  }

  private final String event;
  private final Right right;

  AmiEvent(String event, Right right) {
    this.event = event;
    this.right = right;
  }

  /** The name as it stands in the header {@code Event}. */
  String event() {
    return event;
  }

  Right right() {
    return right;
  }

  /** A part of a list, of which only who asked for it makes sense. */
  boolean isOfResync() {
    return right == Right.NONE;
  }

  /** Sent to whoever may read it, and not as a part of an answer. */
  boolean broadcast() {
    return right != Right.NONE;
  }
}
