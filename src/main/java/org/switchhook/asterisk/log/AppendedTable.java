package org.switchhook.asterisk.log;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.switchhook.telephony.signal.RecordSignal;

/**
 * A table to which Asterisk appends a row as something happens. With a column {@code id} it is read
 * by that, else by time.
 */
final class AppendedTable<R extends RecordSignal> implements RecordSource<R> {

  private final String table;
  private final RowDecoding<R> decoding;
  private final RecordDatabase database;
  private final TableTime times;

  AppendedTable(String table, RowDecoding<R> decoding, RecordDatabase database, TableTime times) {
    this.table = table;
    this.decoding = decoding;
    this.database = database;
    this.times = times;
  }

  /** What it lacks. */
  List<String> missingColumns() throws IOException {
    return decoding.missing(database.columns(table));
  }

  @Override
  public Mark end() throws IOException {
    boolean byId = database.columns(table).contains("id");
    String last =
        byId
            ? "SELECT id, %2$s FROM %1$s ORDER BY id DESC LIMIT 1"
            : "SELECT 0 AS id, %2$s FROM %1$s WHERE %2$s <= ? ORDER BY %2$s DESC LIMIT 1";
    Object[] values = byId ? new Object[0] : new Object[] {times.tomorrow()};
    try (Rows rows = rows(last, values)) {
      return rows.next()
          ? new Mark(table, rows.number("id"), 0, time(rows).orElse(times.now()))
          : new Mark(table, 0, 0, times.now());
    }
  }

  private Rows rows(String sql, Object... values) throws IOException {
    String quoted = RecordDatabase.quoted(table);
    return database.rows(sql.formatted(quoted, decoding.timeColumn(), decoding.which()), values);
  }

  private Optional<Instant> time(Rows row) throws IOException {
    return times.of(row.text(decoding.timeColumn()));
  }

  @Override
  public Reading<R> read(Mark from) throws IOException {
    List<String> columns = database.columns(table);
    boolean same = table.equals(from.file());
    boolean kept = !same || !columns.contains("id") || from.offset() == 0 || has(from.offset());
    boolean byId = same && columns.contains("id") && from.offset() <= end().offset();
    String since =
        byId
            ? "SELECT SQL_BUFFER_RESULT * FROM %1$s WHERE id > ? AND %3$s ORDER BY id"
            : "SELECT SQL_BUFFER_RESULT * FROM %1$s WHERE %2$s >= ? AND %3$s ORDER BY %2$s";
    Rows rows = rows(since, byId ? from.offset() : times.since(from.time()));
    return new TableReading<>(table, rows, row -> record(row, columns), same && kept);
  }

  private Optional<R> record(Rows row, List<String> columns) throws IOException {
    Optional<Instant> time = time(row);
    return time.isPresent() ? decoding.record(row, time.get(), columns) : Optional.empty();
  }

  /** Where the last row that was heard is gone, rows behind it may be gone too. */
  private boolean has(long id) throws IOException {
    try (Rows rows = rows("SELECT id FROM %1$s WHERE id = ?", id)) {
      return rows.next();
    }
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
