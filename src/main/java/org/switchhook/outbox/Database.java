package org.switchhook.outbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.transaction.SerializableTransactionRunner;
import org.switchhook.config.DatabaseSettings;

/**
 * The connections to MariaDB. Every transaction is READ COMMITTED, and one that MariaDB chose as
 * the victim of a deadlock is run again from its beginning.
 */
public final class Database implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(30);

  /** What writes by transactions alone: events, results and claims, each in a thread. */
  private static final int WRITERS = 3;

  private final HikariDataSource pool;
  private final HikariDataSource open;
  private final Jdbi jdbi;
  private final Jdbi transactions;

  private Database(HikariDataSource pool, HikariDataSource open) {
    this.pool = pool;
    this.open = open;
    this.jdbi = jdbi(pool);
    this.transactions = jdbi(open);
    // Each of its connections is always within a transaction.
    transactions.getConfig(Handles.class).setForceEndTransactions(false);
  }

  private static Jdbi jdbi(HikariDataSource pool) {
    Jdbi jdbi = Jdbi.create(pool);
    // SQLState 40001, which is what MariaDB's deadlock (1213) has.
    jdbi.setTransactionHandler(new SerializableTransactionRunner());
    // A message would name the values of the statement: bodies, numbers, addresses with passwords.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    return jdbi;
  }

  /**
   * Opens nothing yet: MariaDB may not be there. A statement then fails within 3 s.
   *
   * @param connections at most; one for each delivery worker and a few more
   */
  public static Database of(DatabaseSettings settings, int connections) {
    HikariDataSource open = new HikariDataSource(); // Begins when it is asked first.
    configure(open, settings, "transactions", WRITERS);
    open.setAutoCommit(false);
    open.setMinimumIdle(0);
    HikariConfig outbox = new HikariConfig();
    configure(outbox, settings, "outbox", connections);
    return new Database(new HikariDataSource(outbox), open);
  }

  private static void configure(
      HikariConfig config, DatabaseSettings settings, String name, int connections) {
    config.setPoolName(name);
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.username());
    config.setPassword(settings.password().reveal());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(CONNECT.toMillis());
    config.setValidationTimeout(CONNECT.toMillis() / 2);
    // REPEATABLE READ, the default, would block inserts into the range that a claim has read.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.addDataSourceProperty("connectTimeout", CONNECT.toMillis());
    // To read the text of a statement costs the server more than to run it.
    config.addDataSourceProperty("useServerPrepStmts", "true");
    // A server that is gone without a word is noticed, and no statement takes that long.
    config.addDataSourceProperty("socketTimeout", LONGEST_STATEMENT.toMillis());
  }

  /** For the stages that read and write. */
  public Jdbi jdbi() {
    return jdbi;
  }

  /**
   * For one who writes nothing but by {@link Transaction#run}: his connection does not commit by
   * itself, so that no way there and back is spent on saying that it should not, and should again.
   */
  public Jdbi transactions() {
    return transactions;
  }

  @Override
  public void close() {
    pool.close();
    open.close();
  }
}
