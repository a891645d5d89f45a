package org.switchhook.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * A table that people edit by SQL, or several that are read together. Takes no lock there and waits
 * for none of theirs.
 */
public final class EditedTable {

  private final Jdbi jdbi;
  private final String name;

  /**
   * @param names as they stand in SQL
   */
  public EditedTable(Jdbi jdbi, String... names) {
    this.jdbi = jdbi;
    this.name = String.join(", ", names);
  }

  String name() {
    return name;
  }

  /**
   * A number that changes with every committed change, TRUNCATE included; empty while MariaDB does
   * not tell of one (LOCK TABLES), which means unknown and not unchanged.
   */
  OptionalLong checksum() {
    List<OptionalLong> each =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("CHECKSUM TABLE " + name)
                    .map((row, context) -> checksum(row))
                    .list());
    long all = 0;
    for (OptionalLong one : each) {
      if (one.isEmpty()) {
        return one;
      }
      all = 31 * all + one.getAsLong();
    }
    return OptionalLong.of(all);
  }

  private static OptionalLong checksum(ResultSet row) throws SQLException {
    long value = row.getLong("Checksum");
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /**
   * What a SELECT gives.
   *
   * @throws org.jdbi.v3.core.JdbiException when the database is away, or the table locked
   */
  public <T> List<T> select(String select, RowMapper<T> row) {
    // lock_wait_timeout: a DBA's LOCK TABLES would hold this SELECT for a day by default.
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SET STATEMENT lock_wait_timeout = 1 FOR " + select)
                .map(row)
                .list());
  }
}
