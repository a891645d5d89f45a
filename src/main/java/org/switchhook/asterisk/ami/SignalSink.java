package org.switchhook.asterisk.ami;

import org.switchhook.telephony.signal.Signal;

/**
 * Takes the signals of a PBX, in order, on the thread that decodes them. It may block for a moment:
 * then the link reads on until its queue is full, and Asterisk waits; for longer Asterisk does not.
 */
@FunctionalInterface
public interface SignalSink {

  /**
   * Takes a signal.
   *
   * @throws NoRoomException where it cannot, and will not for a while; the link hangs up then
   */
  void accept(Signal signal) throws InterruptedException;

  /** Whether it would take what a PBX says now: without room there is no use in listening. */
  default boolean hasRoom() {
    return true;
  }
}
