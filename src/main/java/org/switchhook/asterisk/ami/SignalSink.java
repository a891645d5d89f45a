package org.switchhook.asterisk.ami;

import org.switchhook.telephony.signal.Signal;

/**
 * Takes the signals of a PBX, in order, on the thread that decodes them. It may block: then the
 * link reads on until its queue is full, and Asterisk waits.
 */
@FunctionalInterface
public interface SignalSink {

  void accept(Signal signal) throws InterruptedException;
}
