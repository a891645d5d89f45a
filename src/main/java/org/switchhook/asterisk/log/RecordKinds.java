package org.switchhook.asterisk.log;

import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.CelWritten;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;

/** All that one PBX writes down itself. */
record RecordKinds(
    RecordKind<QueueLogged> queueLog, RecordKind<CdrWritten> cdr, RecordKind<CelWritten> cel) {

  static RecordKinds of(String pbx, RecordSources sources) {
    return new RecordKinds(
        new RecordKind<>(pbx + " queue_log", sources.queueLog()),
        new RecordKind<>(pbx + " CDR", sources.cdr()),
        new RecordKind<>(pbx + " CEL", sources.cel()));
  }

  /** CEL is more than most have: of its absence nothing is said. */
  void announce() {
    queueLog.announce();
    cdr.announce();
  }

  /** Where they end now. */
  Marks ends() {
    return new Marks(queueLog.end(), cdr.end(), cel.end());
  }

  /** Whether there is something to read. */
  boolean isPossible(Marks from) {
    return (from.queueLog() != null && queueLog.end() != null)
        || (from.cdr() != null && cdr.end() != null)
        || (from.cel() != null && cel.end() != null);
  }
}
