package org.switchhook.asterisk.command;

import org.asteriskjava.manager.action.QueueChangePriorityCallerAction;

/** A new priority for a caller who waits. Older Asterisks do not know {@code Immediate}. */
public final class ImmediatePriority extends QueueChangePriorityCallerAction {

  private static final long serialVersionUID = 1L;

  /**
   * @param channel the name of the caller's channel
   */
  ImmediatePriority(String queue, String channel, int priority) {
    setQueue(queue);
    setCaller(channel);
    setPriority(priority);
  }

  /** It moves at once, not with the next who joins. */
  public String getImmediate() {
    return "yes";
  }
}
