package org.switchhook.outbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.switchhook.config.DatabaseSettings;

/**
 * A look at the database with the eyes of the bridge's user: what it finds and may do there.
 * Changes nothing, and nothing of it waits for longer than seconds.
 */
public final class Inspection implements AutoCloseable {

  /** What is to be said of the triggers of the tables that people edit. */
  public enum Triggers {
    THERE,
    /** A bad row is refused with the bare name of a CHECK. */
    MISSING,
    /** They belong to a user that was dropped: every edit fails. */
    ORPHANED
  }

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(8);

  /** FOR UPDATE SKIP LOCKED came with it. */
  private static final int MAJOR = 10;

  private static final int MINOR = 6;

  private static final List<String> TRIGGERS =
      List.of(
          "webhooks_before_insert",
          "webhooks_before_update",
          "agents_before_insert",
          "agents_before_update",
          "credentials_before_insert",
          "credentials_before_update");

  private static final int NO_SUCH_TRIGGER = 1360;
  private static final int NO_SUCH_DEFINER = 1449;

  private final DatabaseSettings settings;
  private final Handle handle;
  private final Grants grants;

  private Inspection(DatabaseSettings settings, Handle handle) {
    this.settings = settings;
    this.handle = handle;
    this.grants = new Grants(handle);
  }

  /**
   * Connects.
   *
   * @throws IllegalStateException if that is not possible: why, and what to do
   */
  public static Inspection open(DatabaseSettings settings) {
    Properties properties = new Properties();
    properties.setProperty("user", settings.username());
    properties.setProperty("password", settings.password().reveal());
    properties.setProperty("connectTimeout", String.valueOf(CONNECT.toMillis()));
    properties.setProperty("socketTimeout", String.valueOf(LONGEST_ANSWER.toMillis()));
    // What a DBA has locked would be waited for a day.
    properties.setProperty("sessionVariables", "lock_wait_timeout=1,innodb_lock_wait_timeout=1");
    try {
      Connection connection = DriverManager.getConnection(settings.url(), properties);
      return new Inspection(settings, Jdbi.open(connection));
    } catch (SQLException e) {
      throw new IllegalStateException(Schema.noConnection(e), e);
    }
  }

  /** As MariaDB says it, e.g. {@code 11.4.5-MariaDB}. */
  public String version() {
    return handle.createQuery("SELECT VERSION()").mapTo(String.class).one();
  }

  /** Whether it is MariaDB 10.6 or later. */
  public boolean isVersionEnough() {
    try {
      var server = handle.getConnection().getMetaData();
      int major = server.getDatabaseMajorVersion();
      return version().contains("MariaDB")
          && (major > MAJOR || (major == MAJOR && server.getDatabaseMinorVersion() >= MINOR));
    } catch (SQLException e) {
      throw new IllegalStateException(MariaDbReason.of(e), e);
    }
  }

  /** The tables that are not there. */
  public List<String> missingTables() {
    return grants.missingTables();
  }

  /** The rights that the user lacks, by table. */
  public Map<String, List<String>> missingGrants() {
    return grants.missing();
  }

  /** Whether the versions of the schema can be known: not where the files were run by hand. */
  public boolean hasHistory() {
    return grants.mayRead(Schema.HISTORY);
  }

  /** What is missing of the schema; only where {@link #hasHistory}. */
  public List<String> pending() {
    return new Schema(settings).pending();
  }

  /**
   * Needs no right beyond the bridge's own: MariaDB looks for a trigger before it asks who wants to
   * know, and a row that is written as it was (and not even that: rolled back) runs one. The others
   * are made with that one, by the same user.
   */
  public Triggers triggers() {
    for (String trigger : TRIGGERS) {
      if (errorOf("SHOW CREATE TRIGGER " + trigger) == NO_SUCH_TRIGGER) {
        return Triggers.MISSING;
      }
    }
    handle.begin();
    int error = errorOf("UPDATE webhooks SET enabled = enabled ORDER BY id LIMIT 1");
    handle.rollback();
    return error == NO_SUCH_DEFINER ? Triggers.ORPHANED : Triggers.THERE;
  }

  /** For those who read the tables themselves. */
  public Jdbi jdbi() {
    return Jdbi.create(handle.getConnection());
  }

  private int errorOf(String statement) {
    try {
      handle.execute(statement);
      return 0;
    } catch (JdbiException e) {
      return MariaDbReason.code(e);
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
