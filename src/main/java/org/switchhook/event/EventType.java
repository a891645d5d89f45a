package org.switchhook.event;

/** The types of events, by the name that a receiver sees. */
public enum EventType {
  CALL_RECEIVED("call.received"),
  CALL_QUEUED("call.queued"),
  CALL_LEFT_QUEUE("call.left_queue"),
  CALL_FORWARDED("call.forwarded"),
  CALL_ALLOCATED("call.allocated"),
  CALL_REJECTED("call.rejected"),
  CALL_ACCEPTED("call.accepted"),
  CALL_HELD("call.held"),
  CALL_RESUMED("call.resumed"),
  CALL_TRANSFERRED("call.transferred"),
  CALL_ENDED("call.ended"),
  CALL_ABANDONED("call.abandoned"),
  CALL_DISPOSITIONED("call.dispositioned"),
  CALL_CLOSED("call.closed"),
  /** Said by a dialplan or a client: the name behind the dot is of its choice. */
  CUSTOM("custom.*"),
  /** Nothing happened: a dialplan asks, and waits for the answer. Told to whom it asks alone. */
  ASK("ask"),
  AGENT_LOGGED_IN("agent.logged_in"),
  AGENT_LOGGED_OUT("agent.logged_out"),
  AGENT_QUEUES_CHANGED("agent.queues_changed"),
  AGENT_PAUSED("agent.paused"),
  AGENT_UNPAUSED("agent.unpaused"),
  BRIDGE_CONNECTED("bridge.connected"),
  BRIDGE_GAP("bridge.gap"),
  BRIDGE_RECOVERED("bridge.recovered"),
  BRIDGE_HEARTBEAT("bridge.heartbeat"),
  BRIDGE_STOPPING("bridge.stopping");

  private final String wireName;

  EventType(String wireName) {
    this.wireName = wireName;
  }

  /**
   * The name in SQL and messages, e.g. {@code call.accepted}; of one event see {@link
   * Event#typeName}.
   */
  public String wireName() {
    return wireName;
  }
}
