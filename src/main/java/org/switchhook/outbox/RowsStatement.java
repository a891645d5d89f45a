package org.switchhook.outbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A statement that does the same for many rows at once. It is written for 256, 128, 64 rows and so
 * on to one, and for no other number: MariaDB keeps these prepared, and to read the text of a
 * statement costs it more than to write the rows.
 */
final class RowsStatement {

  private static final int MOST_ROWS = 256;

  /** The driver has a longer one prepared each time. */
  private static final int LONGEST_KEPT = 8191;

  /** Half a megabyte at most, where max_allowed_packet may be one: more would never be taken. */
  static final int MOST_CHARS = 128 * 1024;

  /** That of the most rows first. */
  private final List<Text> texts = new ArrayList<>();

  private record Text(String sql, int rows) {}

  /**
   * @param head what stands before the rows; may have parameters
   * @param row one of them
   * @param tail what stands behind; has no parameters
   */
  RowsStatement(String head, String row, String tail) {
    for (int rows = MOST_ROWS; rows >= 1; rows /= 2) {
      String sql = text(head, row, rows, tail);
      if (sql.length() <= LONGEST_KEPT || rows == 1) {
        texts.add(new Text(sql, rows));
      }
    }
  }

  /** One statement for so many rows. */
  static String text(String head, String row, int rows, String tail) {
    return head + row + (", " + row).repeat(rows - 1) + tail;
  }

  /** What a query of one column returns. */
  static List<Long> numbers(ResultSet result) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    while (result.next()) {
      numbers.add(result.getLong(1));
    }
    return numbers;
  }

  /** Sets the parameters of one row. */
  @FunctionalInterface
  interface Binding<T> {
    void bind(Parameters parameters, T row);
  }

  private interface Work {
    void run(PreparedStatement statement) throws SQLException;
  }

  /** As many that they go into one statement or few, the last one several times. */
  static <T> List<T> filledUp(List<T> rows) {
    List<T> all = new ArrayList<>(rows);
    while (!all.isEmpty() && all.size() < MOST_ROWS && Integer.bitCount(all.size()) > 1) {
      all.add(all.get(all.size() - 1));
    }
    return all;
  }

  /** How many rows it changed. */
  <T> int update(Handle handle, List<?> head, List<T> rows, Binding<T> binding) {
    int[] changed = {0};
    run(handle, head, rows, binding, statement -> changed[0] += statement.executeUpdate());
    return changed[0];
  }

  /** The number that it returns for each row, in their order. */
  <T> List<Long> returning(Handle handle, List<T> rows, Binding<T> binding) {
    List<Long> all = new ArrayList<>(rows.size());
    run(
        handle,
        List.of(),
        rows,
        binding,
        statement -> {
          try (ResultSet result = statement.executeQuery()) {
            all.addAll(numbers(result));
          }
        });
    return all;
  }

  private <T> void run(Handle handle, List<?> head, List<T> rows, Binding<T> binding, Work work) {
    List<Parameters> all = new ArrayList<>(rows.size());
    for (T row : rows) {
      Parameters one = new Parameters();
      binding.bind(one, row);
      all.add(one);
    }
    try {
      for (int from = 0; from < all.size(); ) {
        Text text = text(all.subList(from, all.size()));
        run(handle, head, all.subList(from, from + text.rows), text.sql, work);
        from += text.rows;
      }
    } catch (SQLException e) {
      throw new StatementFailure(e);
    }
  }

  /** For as many of the rows as may go at once. */
  private Text text(List<Parameters> rows) {
    return texts.stream()
        .filter(text -> text.rows <= rows.size())
        .filter(text -> text.rows == 1 || chars(rows, text.rows) <= MOST_CHARS)
        .findFirst()
        .orElseThrow();
  }

  private static int chars(List<Parameters> rows, int count) {
    return rows.subList(0, count).stream().mapToInt(Parameters::chars).sum();
  }

  private static void run(
      Handle handle, List<?> head, List<Parameters> rows, String text, Work work)
      throws SQLException {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(text)) {
      int set = 0;
      for (Object one : head) {
        statement.setObject(++set, one);
      }
      for (Parameters row : rows) {
        set = row.set(statement, set);
      }
      work.run(statement);
    }
  }
}
