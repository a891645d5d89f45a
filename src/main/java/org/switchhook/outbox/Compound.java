package org.switchhook.outbox;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;

/**
 * A small transaction as one statement, with its COMMIT. Each way to MariaDB and back wakes a
 * thread there and one here, and on a busy machine each of these waits for a processor: four ways
 * take longer than all that MariaDB has to do.
 *
 * <p>It is a compound statement, and MariaDB keeps it prepared since 10.6 (MDEV-16708). Whatever
 * goes wrong in it ends it before the COMMIT.
 */
final class Compound {

  private static final int PARSE_ERROR = 1064;

  /** How often all of them had to be prepared anew. */
  private static final AtomicInteger PREPARED_ANEW = new AtomicInteger();

  private final String text;

  /**
   * @param declare the variables of it, or nothing
   * @param update the first statement, which decides: it must have changed so many rows
   * @param rows so many
   * @param rest the other statements; one of them, and one alone, returns numbers
   */
  Compound(String declare, String update, int rows, String rest) {
    this.text =
        "BEGIN NOT ATOMIC %s %s; IF ROW_COUNT() = %d THEN %s; COMMIT; END IF; END"
            .formatted(declare, update, rows, rest);
  }

  /**
   * Runs it. Where it has committed, the connection is in no transaction and the driver has nothing
   * more to commit.
   *
   * @return what the rest has returned; absent where the first statement changed another number of
   *     rows, and nothing is committed
   */
  Optional<List<Long>> run(Handle handle, Parameters parameters) {
    int anew = PREPARED_ANEW.get();
    try {
      return run(handle, parameters, anew);
    } catch (StatementFailure e) {
      if (MariaDbReason.code(e) != PARSE_ERROR) {
        throw e;
      }
      // Once somebody has changed a table of it, MariaDB parses its parts again (since 11.2,
      // MDEV-5816), where a parameter is an error; and the driver keeps what it has prepared.
      handle.rollback();
      PREPARED_ANEW.compareAndSet(anew, anew + 1);
      return run(handle, parameters, PREPARED_ANEW.get());
    }
  }

  /**
   * @param anew part of the text, as the driver prepares another text anew
   */
  private Optional<List<Long>> run(Handle handle, Parameters parameters, int anew) {
    String sql = anew == 0 ? text : text + " /* " + anew + " */";
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      parameters.set(statement, 0);
      return results(statement);
    } catch (SQLException e) {
      throw new StatementFailure(e);
    }
  }

  /** To their end, where the failure of a COMMIT would stand. */
  private static Optional<List<Long>> results(PreparedStatement statement) throws SQLException {
    List<Long> numbers = null;
    for (boolean rows = statement.execute();
        rows || statement.getUpdateCount() >= 0;
        rows = statement.getMoreResults()) {
      if (rows) {
        try (ResultSet result = statement.getResultSet()) {
          numbers = RowsStatement.numbers(result);
        }
      }
    }
    return Optional.ofNullable(numbers);
  }
}
