package org.switchhook.asterisk.log;

import org.switchhook.telephony.signal.RecordSignal;

/** Takes what a PBX wrote down itself, in order. It may block. */
@FunctionalInterface
public interface RecordSink {

  void accept(RecordSignal signal) throws InterruptedException;
}
