package org.switchhook.asterisk.log;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.RecordSettings;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;

/**
 * Where the records of one PBX are.
 *
 * @param queueLog absent where it is off
 * @param cdr absent where it is off
 */
record RecordSources(
    @Nullable RecordSource<QueueLogged> queueLog, @Nullable RecordSource<CdrWritten> cdr)
    implements AutoCloseable {

  static RecordSources of(PbxSettings pbx, InstantSource clock) {
    return new RecordSources(queueLog(pbx, clock), cdr(pbx, clock));
  }

  private static @Nullable RecordSource<QueueLogged> queueLog(
      PbxSettings pbx, InstantSource clock) {
    RecordSettings records = pbx.records();
    return records.queueLog() == null
        ? null
        : new FileSource<>(
            records.queueLog(),
            line -> QueueLogEntry.of(line).map(entry -> entry.signal(pbx.name())),
            clock);
  }

  private static @Nullable RecordSource<CdrWritten> cdr(PbxSettings pbx, InstantSource clock) {
    RecordSettings records = pbx.records();
    CdrCsv csv = new CdrCsv(records.cdrZone());
    return records.cdr() == null
        ? null
        : new FileSource<>(
            records.cdr(), line -> csv.cdr(line).flatMap(cdr -> cdr.signal(pbx.name())), clock);
  }

  @Override
  public void close() {
    if (queueLog != null) {
      queueLog.close();
    }
    if (cdr != null) {
      cdr.close();
    }
  }
}
