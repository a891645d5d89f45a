package org.switchhook.outbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * A statement that does the same for many rows at once. It is written for 64, 32, 16, 8, 4, 2 and 1
 * rows and for no other number: MariaDB keeps these prepared, and to read the text of a statement
 * costs it more than to write the rows.
 */
final class RowsStatement {

  private static final int[] ROWS = {64, 32, 16, 8, 4, 2, 1};

  /** Half a megabyte at most, where max_allowed_packet may be one: more would never be taken. */
  private static final int CHARS = 128 * 1024;

  private final List<String> texts = new ArrayList<>();

  /**
   * @param head what stands before the rows; may have parameters
   * @param row one of them
   * @param tail what stands behind; has no parameters
   */
  RowsStatement(String head, String row, String tail) {
    for (int rows : ROWS) {
      texts.add(head + row + (", " + row).repeat(rows - 1) + tail);
    }
  }

  /** Sets the parameters of one row. */
  @FunctionalInterface
  interface Binding<T> {
    void bind(Parameters parameters, T row);
  }

  /** As the statements of JDBI fail. */
  private static final class Failure extends JdbiException {
    private static final long serialVersionUID = 1;

    Failure(SQLException cause) {
      super(cause);
    }
  }

  private interface Work {
    void run(PreparedStatement statement) throws SQLException;
  }

  /** As many that they go into one statement or few, the last one several times. */
  static <T> List<T> filledUp(List<T> rows) {
    List<T> all = new ArrayList<>(rows);
    while (!all.isEmpty() && all.size() < ROWS[0] && Integer.bitCount(all.size()) > 1) {
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
            while (result.next()) {
              all.add(result.getLong(1));
            }
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
        int size = size(all.subList(from, all.size()));
        run(handle, head, all.subList(from, from + ROWS[size]), texts.get(size), work);
        from += ROWS[size];
      }
    } catch (SQLException e) {
      throw new Failure(e);
    }
  }

  /** Which of the texts: for as many rows as there are and as may go at once. */
  private static int size(List<Parameters> rows) {
    int size = 0;
    while (ROWS[size] > 1 && (ROWS[size] > rows.size() || chars(rows, ROWS[size]) > CHARS)) {
      size++;
    }
    return size;
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
