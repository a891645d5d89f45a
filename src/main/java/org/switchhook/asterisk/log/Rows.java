package org.switchhook.asterisk.log;

import java.io.Closeable;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of a table, one after the other. */
final class Rows implements Closeable {

  private final PreparedStatement statement;
  private final ResultSet rows;

  Rows(PreparedStatement statement, ResultSet rows) {
    this.statement = statement;
    this.rows = rows;
  }

  boolean next() throws IOException {
    try {
      return rows.next();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** As text; empty where it is NULL. */
  String text(String column) throws IOException {
    try {
      String text = rows.getString(column);
      return text == null ? "" : text;
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** 0 where it is NULL. */
  long number(String column) throws IOException {
    try {
      return rows.getLong(column);
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Their names, in lower case. */
  List<String> columns() throws IOException {
    try {
      ResultSetMetaData columns = rows.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnLabel(i).toLowerCase(Locale.ROOT));
      }
      return names;
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try (statement) {
      rows.close();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
