package org.switchhook.asterisk.log;

import java.util.Optional;
import org.switchhook.telephony.signal.RecordSignal.CelWritten;

/** What the lines of one PBX's CEL say; most are of events that nobody asks for. */
record CelDecoding(String pbx, CelLines lines) implements LineDecoding<CelWritten> {

  @Override
  public Optional<CelWritten> record(LogLine line) {
    return lines.entry(line).flatMap(entry -> entry.signal(pbx));
  }

  @Override
  public boolean isForeign(LogLine line) {
    return LineDecoding.super.isForeign(line) && lines.entry(line).isEmpty();
  }
}
