package org.switchhook.asterisk.log;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.RecordSettings;
import org.switchhook.config.RecordTables;
import org.switchhook.telephony.signal.RecordSignal;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.CelWritten;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;

/**
 * Where the records of one PBX are.
 *
 * @param queueLog absent where it is off
 * @param cdr absent where it is off
 * @param cel absent where it is off
 */
record RecordSources(
    @Nullable RecordSource<QueueLogged> queueLog,
    @Nullable RecordSource<CdrWritten> cdr,
    @Nullable RecordSource<CelWritten> cel)
    implements AutoCloseable {

  static RecordSources of(PbxSettings pbx, InstantSource clock) {
    return new RecordSources(queueLog(pbx, clock), cdr(pbx, clock), cel(pbx, clock));
  }

  private static @Nullable RecordSource<QueueLogged> queueLog(
      PbxSettings pbx, InstantSource clock) {
    RecordSettings records = pbx.records();
    RecordSource<QueueLogged> table = queueLogTable(pbx, clock);
    if (table != null || records.queueLog() == null) {
      return table;
    }
    return new FileSource<>(
        records.queueLog(),
        line -> QueueLogEntry.of(line).map(entry -> entry.signal(pbx.name())),
        clock);
  }

  private static @Nullable RecordSource<CdrWritten> cdr(PbxSettings pbx, InstantSource clock) {
    RecordSettings records = pbx.records();
    CdrTable table = cdrTable(pbx, clock);
    if (table != null || records.cdr() == null) {
      return table;
    }
    CdrCsv csv = new CdrCsv(records.cdrZone());
    return new FileSource<>(
        records.cdr(), line -> csv.cdr(line).flatMap(cdr -> cdr.signal(pbx.name())), clock);
  }

  private static @Nullable RecordSource<CelWritten> cel(PbxSettings pbx, InstantSource clock) {
    RecordSettings records = pbx.records();
    RecordSource<CelWritten> table = celTable(pbx, clock);
    if (table != null || records.cel() == null) {
      return table;
    }
    CelLines lines = new CelLines(records.cdrZone());
    return new FileSource<>(records.cel(), new CelDecoding(pbx.name(), lines), clock);
  }

  static @Nullable AppendedTable<QueueLogged> queueLogTable(PbxSettings pbx, InstantSource clock) {
    RecordTables tables = pbx.records().tables();
    return tables == null || tables.queueLog() == null
        ? null
        : appended(tables.queueLog(), new QueueLogRows(pbx.name()), pbx, tables, clock);
  }

  static @Nullable AppendedTable<CelWritten> celTable(PbxSettings pbx, InstantSource clock) {
    RecordTables tables = pbx.records().tables();
    return tables == null || tables.cel() == null
        ? null
        : appended(tables.cel(), new CelRows(pbx.name()), pbx, tables, clock);
  }

  /** Each has a connection of its own, as all are read at a time. */
  private static <R extends RecordSignal> AppendedTable<R> appended(
      String name,
      RowDecoding<R> decoding,
      PbxSettings pbx,
      RecordTables tables,
      InstantSource clock) {
    return new AppendedTable<>(
        name,
        decoding,
        new RecordDatabase(tables.database()),
        new TableTime(pbx.records().cdrZone(), clock));
  }

  static @Nullable CdrTable cdrTable(PbxSettings pbx, InstantSource clock) {
    RecordTables tables = pbx.records().tables();
    return tables == null || tables.cdr() == null
        ? null
        : new CdrTable(
            pbx.name(),
            tables.cdr(),
            new RecordDatabase(tables.database()),
            new TableTime(pbx.records().cdrZone(), clock));
  }

  @Override
  public void close() {
    if (queueLog != null) {
      queueLog.close();
    }
    if (cdr != null) {
      cdr.close();
    }
    if (cel != null) {
      cel.close();
    }
  }
}
