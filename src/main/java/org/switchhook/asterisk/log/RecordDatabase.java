package org.switchhook.asterisk.log;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.DatabaseSettings;

/**
 * The connection to the database of a PBX's records, opened when it is needed. It is read alone, by
 * a user who needs the right to SELECT and no other.
 */
final class RecordDatabase implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(30);

  /** Rows that are held at a time, of however many there are. */
  private static final int FETCHED_ROWS = 1_000;

  private final DatabaseSettings settings;
  private @Nullable Connection connection;

  RecordDatabase(DatabaseSettings settings) {
    this.settings = settings;
  }

  /** The rows of a query. Only one is open at a time. */
  Rows rows(String sql, Object... values) throws IOException {
    try {
      PreparedStatement statement = open().prepareStatement(sql);
      statement.setFetchSize(FETCHED_ROWS);
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return new Rows(statement, statement.executeQuery());
    } catch (SQLException e) {
      close();
      throw new IOException(e.getMessage(), e);
    }
  }

  /** The names of a table's columns, in lower case. */
  List<String> columns(String table) throws IOException {
    try (Rows none = rows("SELECT * FROM %s LIMIT 0".formatted(quoted(table)))) {
      return none.columns();
    }
  }

  static String quoted(String table) {
    return "`" + table.replace(".", "`.`") + "`";
  }

  private Connection open() throws SQLException {
    Connection current = connection;
    if (current == null || !current.isValid((int) CONNECT.toSeconds())) {
      close();
      Properties login = new Properties();
      login.setProperty("user", settings.username());
      login.setProperty("password", settings.password().reveal());
      login.setProperty("connectTimeout", String.valueOf(CONNECT.toMillis()));
      login.setProperty("socketTimeout", String.valueOf(LONGEST_STATEMENT.toMillis()));
      current = DriverManager.getConnection(settings.url(), login);
      current.setReadOnly(true);
      connection = current;
    }
    return current;
  }

  @Override
  public void close() {
    Connection current = connection;
    connection = null;
    if (current != null) {
      try {
        current.close();
      } catch (SQLException e) {
        // It is of no more use in any case.
      }
    }
  }
}
