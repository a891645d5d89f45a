package org.switchhook.asterisk.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.switchhook.telephony.signal.RecordSignal.CdrDisposition;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;

/**
 * The CDR as cdr_adaptive_odbc and cdr_mysql write it for FreePBX: a row when a call is over, with
 * its begin in {@code calldate} and no id to be counted on. It is read by when calls ended.
 */
final class CdrTable implements RecordSource<CdrWritten> {

  private static final List<String> NEEDED =
      List.of(
          "calldate",
          "clid",
          "src",
          "dst",
          "dcontext",
          "channel",
          "dstchannel",
          "lastapp",
          "duration",
          "billsec",
          "disposition",
          "uniqueid");

  /** FreePBX has an index on {@code calldate} alone: no call is looked for that is longer. */
  private static final Duration LONGEST_CALL = Duration.ofDays(1);

  private static final String END = "calldate + INTERVAL duration SECOND";

  /** The newest by their begin; the one that ended last is among them. */
  private static final int NEWEST = 100;

  private final String pbx;
  private final String table;
  private final RecordDatabase database;
  private final TableTime times;

  CdrTable(String pbx, String table, RecordDatabase database, TableTime times) {
    this.pbx = pbx;
    this.table = table;
    this.database = database;
    this.times = times;
  }

  /** What it lacks. */
  List<String> missingColumns() throws IOException {
    return TableColumns.missing(database.columns(table), NEEDED, List.of());
  }

  @Override
  public Mark end() throws IOException {
    String newest =
        "SELECT calldate, duration, uniqueid FROM %s WHERE calldate <= ?"
            + " ORDER BY calldate DESC LIMIT "
            + NEWEST;
    Instant last = Instant.MIN;
    StringBuilder seen = new StringBuilder();
    try (Rows rows =
        database.rows(newest.formatted(RecordDatabase.quoted(table)), times.tomorrow())) {
      while (rows.next()) {
        Instant end = end(rows).orElse(last);
        last = end.isAfter(last) ? end : last;
        seen.append(rows.text("uniqueid")).append(end).append(' ');
      }
    }
    return last.equals(Instant.MIN)
        ? new Mark(table, 0, 0, times.now())
        : new Mark(table, last.getEpochSecond(), checksum(seen), last);
  }

  private static long checksum(StringBuilder seen) {
    return LogPart.checksum(seen.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Those of the mark's second too, as nothing tells which of them were there already. */
  @Override
  public Reading<CdrWritten> read(Mark from) throws IOException {
    boolean linked = database.columns(table).contains("linkedid");
    String since =
        "SELECT SQL_BUFFER_RESULT * FROM %s WHERE calldate >= ? AND %s >= ? ORDER BY %s"
            .formatted(RecordDatabase.quoted(table), END, END);
    Rows rows =
        database.rows(
            since, times.since(from.time().minus(LONGEST_CALL)), times.since(from.time()));
    return new TableReading<>(
        table, rows, row -> record(row, linked).flatMap(cdr -> cdr.signal(pbx)), true);
  }

  private Optional<Instant> end(Rows row) throws IOException {
    long seconds = row.number("duration");
    return times.of(row.text("calldate")).map(start -> start.plusSeconds(seconds));
  }

  private Optional<Cdr> record(Rows row, boolean linked) throws IOException {
    Optional<Instant> start = times.of(row.text("calldate"));
    if (start.isEmpty()) {
      return Optional.empty();
    }
    CdrDisposition disposition = CdrWords.disposition(row.text("disposition"));
    return Optional.of(
        new Cdr(
            Cdr.orNull(row.text("uniqueid")),
            linked ? Cdr.orNull(row.text("linkedid")) : null,
            row.text("channel"),
            CdrWords.caller(row.text("src"), row.text("clid")),
            row.text("dst"),
            row.text("dcontext"),
            row.text("dstchannel"),
            row.text("lastapp"),
            times(start.get(), row, disposition == CdrDisposition.ANSWERED),
            disposition,
            null));
  }

  private static Cdr.Times times(Instant start, Rows row, boolean answered) throws IOException {
    Instant end = start.plusSeconds(row.number("duration"));
    // It counts whole seconds: a conversation of less than one has none.
    return new Cdr.Times(start, answered ? end.minusSeconds(row.number("billsec")) : null, end);
  }

  @Override
  public void close() {
    database.close();
  }

  @Override
  public String toString() {
    return "table " + table;
  }
}
