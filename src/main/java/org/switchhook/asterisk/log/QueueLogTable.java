package org.switchhook.asterisk.log;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.switchhook.telephony.signal.QueueLogEvent;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;

/**
 * queue_log as Asterisk's realtime writes it: {@code data1} to {@code data5}, or one {@code data}
 * with {@code queue_adaptive_realtime} off. With a column {@code id} it is read by that, else by
 * time.
 */
final class QueueLogTable implements RecordSource<QueueLogged> {

  private static final List<String> NEEDED =
      List.of("time", "callid", "queuename", "agent", "event");

  private static final List<String> FIVE = List.of("data1", "data2", "data3", "data4", "data5");

  private final String pbx;
  private final String table;
  private final RecordDatabase database;
  private final TableTime times;

  QueueLogTable(String pbx, String table, RecordDatabase database, TableTime times) {
    this.pbx = pbx;
    this.table = table;
    this.database = database;
    this.times = times;
  }

  /** What it lacks. */
  List<String> missingColumns() throws IOException {
    List<String> columns = database.columns(table);
    boolean data = columns.contains("data") || columns.containsAll(FIVE);
    return TableColumns.missing(columns, NEEDED, data ? List.of() : FIVE);
  }

  @Override
  public Mark end() throws IOException {
    boolean byId = database.columns(table).contains("id");
    String last =
        byId
            ? "SELECT id, time FROM %s ORDER BY id DESC LIMIT 1"
            : "SELECT 0 AS id, time FROM %s WHERE time <= ? ORDER BY time DESC LIMIT 1";
    Object[] values = byId ? new Object[0] : new Object[] {times.tomorrow()};
    try (Rows rows = database.rows(last.formatted(RecordDatabase.quoted(table)), values)) {
      return rows.next()
          ? new Mark(table, rows.number("id"), 0, time(rows).orElse(times.now()))
          : new Mark(table, 0, 0, times.now());
    }
  }

  @Override
  public Reading<QueueLogged> read(Mark from) throws IOException {
    List<String> columns = database.columns(table);
    boolean same = table.equals(from.file());
    boolean kept = !same || !columns.contains("id") || from.offset() == 0 || has(from.offset());
    boolean byId = same && columns.contains("id") && from.offset() <= end().offset();
    String since =
        byId
            ? "SELECT SQL_BUFFER_RESULT * FROM %s WHERE id > ? ORDER BY id"
            : "SELECT SQL_BUFFER_RESULT * FROM %s WHERE time >= ? ORDER BY time";
    Rows rows =
        database.rows(
            since.formatted(RecordDatabase.quoted(table)),
            byId ? from.offset() : times.since(from.time()));
    return new TableReading<>(table, rows, row -> entry(row, columns), same && kept);
  }

  /** Where the last row that was heard is gone, rows behind it may be gone too. */
  private boolean has(long id) throws IOException {
    String sql = "SELECT id FROM %s WHERE id = ?".formatted(RecordDatabase.quoted(table));
    try (Rows rows = database.rows(sql, id)) {
      return rows.next();
    }
  }

  private Optional<Instant> time(Rows row) throws IOException {
    return times.of(row.text("time"));
  }

  private Optional<QueueLogged> entry(Rows row, List<String> columns) throws IOException {
    List<String> about = List.of(row.text("callid"), row.text("queuename"), row.text("agent"));
    QueueLogEvent event = QueueLogEvent.of(row.text("event"));
    List<String> data = QueueLogEntry.data(data(row, columns));
    return time(row).map(time -> QueueLogEntry.signal(pbx, time, about, event, data));
  }

  /** A table may have the one and the five, and only one way of them filled. */
  private static String data(Rows row, List<String> columns) throws IOException {
    List<String> five = new ArrayList<>();
    for (String column : columns.containsAll(FIVE) ? FIVE : List.<String>of()) {
      five.add(row.text(column));
    }
    return five.stream().allMatch(String::isEmpty) && columns.contains("data")
        ? row.text("data")
        : String.join("|", five);
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
