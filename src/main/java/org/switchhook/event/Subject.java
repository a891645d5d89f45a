package org.switchhook.event;

/**
 * What an event is about. Sequences are contiguous within a subject, and ids are made of it.
 *
 * @param pbx the PBX's name in switchhook.conf; for a bridge the bridge's own name
 * @param id the call's id, the agent's (state) interface, or the bridge's name
 */
public record Subject(Kind kind, String pbx, String id) {

  /** What kind of thing it is. */
  public enum Kind {
    CALL,
    AGENT,
    BRIDGE
  }
}
