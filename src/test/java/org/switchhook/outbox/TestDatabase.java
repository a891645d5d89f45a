package org.switchhook.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.switchhook.config.DatabaseSettings;
import org.switchhook.config.Secret;
import org.switchhook.demo.EmbeddedMariaDb;

/** A database of its own for one test, on a real MariaDB that all tests of the JVM share. */
public final class TestDatabase implements AutoCloseable {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final Database database;

  private TestDatabase(String name) {
    this.name = name;
    this.database = Database.of(settings(), 8);
  }

  /** The shared server; it ends with the JVM. */
  public static EmbeddedMariaDb server() {
    return Server.SHARED;
  }

  /** A database that does not exist yet. */
  public static TestDatabase missing() {
    return new TestDatabase("test" + COUNT.incrementAndGet());
  }

  /** A database that `setup` has made. */
  public static TestDatabase ready() {
    TestDatabase database = missing();
    new Schema(database.settings()).setup();
    return database;
  }

  public String name() {
    return name;
  }

  public DatabaseSettings settings() {
    String url = server().jdbcUrl(name).replace("?user=root", "");
    return new DatabaseSettings(url, "root", new Secret(""));
  }

  /** Its connections, as a bridge has them. */
  public Database pool() {
    return database;
  }

  public Jdbi jdbi() {
    return database.jdbi();
  }

  /** As {@link Database#transactions}. */
  public Jdbi transactions() {
    return database.transactions();
  }

  public int execute(String sql, Object... values) {
    return jdbi().withHandle(handle -> handle.execute(sql, values));
  }

  public long number(String sql) {
    return jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  public String text(String sql) {
    return jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }

  /** A connection of somebody else, with the loosest of modes. */
  public Handle loose() {
    Handle handle = Jdbi.open(() -> connect(server().jdbcUrl(name)));
    handle.execute("SET sql_mode = ''");
    return handle;
  }

  @Override
  public void close() {
    database.close();
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url);
  }

  private static final class Server {
    static final EmbeddedMariaDb SHARED = open();

    private static EmbeddedMariaDb open() {
      try {
        return EmbeddedMariaDb.open(Path.of("target", "mariadb"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
