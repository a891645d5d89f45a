package org.switchhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All or nothing, and at what cost, on both kinds of connections. */
class TransactionIT {

  private final TestDatabase database = TestDatabase.ready();

  @BeforeEach
  void table() {
    database.execute("CREATE TABLE t (id INT PRIMARY KEY)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void allOrNothing() {
    Jdbi jdbi = database.transactions();
    int added = Transaction.run(jdbi, handle -> handle.execute("INSERT INTO t VALUES (1)"));
    assertThat(added).isEqualTo(1);
    assertThat(rows()).isEqualTo(1);
    assertThatThrownBy(() -> Transaction.run(jdbi, TransactionIT::failing))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(
            () ->
                Transaction.run(
                    jdbi,
                    handle ->
                        handle.execute("INSERT INTO t VALUES (3)")
                            + handle.execute("INSERT INTO t VALUES (1)")))
        .hasMessageContaining("Duplicate");
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void nothingIsSaidButWhatIsDone() {
    Jdbi jdbi = database.transactions();
    Transaction.run(jdbi, handle -> handle.execute("INSERT INTO t VALUES (1)"));
    long before = questions(jdbi);
    Transaction.run(jdbi, handle -> handle.execute("INSERT INTO t VALUES (2)"));
    Transaction.run(jdbi, handle -> handle.execute("INSERT INTO t VALUES (3)"));
    // Each a statement and its commit, and a last one that asks, with the end of the one before it.
    assertThat(questions(jdbi) - before).isLessThanOrEqualTo(2 * 2 + 2);
    assertThat(rows()).isEqualTo(3);
  }

  private static int failing(Handle handle) {
    handle.execute("INSERT INTO t VALUES (2)");
    throw new UnsupportedOperationException();
  }

  /** What its connection has sent to the server so far. */
  private static long questions(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SHOW SESSION STATUS LIKE 'Questions'")
                .map((row, context) -> row.getLong("Value"))
                .one());
  }

  private long rows() {
    return database.number("SELECT COUNT(*) FROM t");
  }
}
