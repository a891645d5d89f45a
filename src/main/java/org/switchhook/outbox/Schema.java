package org.switchhook.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.switchhook.config.DatabaseSettings;

/** The tables in {@code ccdata}: made and upgraded from the folder {@code sql}. */
public final class Schema {

  /** The database may be somebody else's too, so the table of versions has a name of its own. */
  static final String HISTORY = "switchhook_schema";

  private static final Pattern URL = Pattern.compile("(jdbc:mariadb://[^/?]*)/([^/?]+)(.*)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$]+");
  private static final int UNKNOWN_DATABASE = 1049;
  private static final int NO_RIGHT_IN_DATABASE = 1044;
  private static final int WRONG_PASSWORD = 1045;
  private static final int NO_SUCH_LOGIN = 1698;

  private static final String AS_AN_OWNER =
      "run it as a user who owns the database, `switchhook setup --username OWNER --password`";

  private final DatabaseSettings settings;
  private final String server;
  private final String database;

  /**
   * @throws IllegalArgumentException when the address names no database
   */
  public Schema(DatabaseSettings settings) {
    Matcher url = URL.matcher(settings.url());
    if (!url.matches() || !NAME.matcher(url.group(2)).matches()) {
      throw new IllegalArgumentException(
          "[database] url has to be jdbc:mariadb://HOST:PORT/DATABASE, the last e.g. ccdata");
    }
    this.settings = settings;
    this.server = url.group(1) + "/" + url.group(3);
    this.database = url.group(2);
  }

  /**
   * Makes the database and its tables, or brings them up to date; a table {@code webhooks} of
   * uContact is extended in place. Can be run again.
   *
   * @return what could not be done for want of a right, and what to do about it; empty when nothing
   * @throws IllegalStateException when the tables themselves could not be made: why, in one line,
   *     and what to do
   */
  public List<String> setup() {
    List<String> left = new ArrayList<>();
    createDatabase();
    migrate();
    makeTriggers(left);
    makeRoles(left);
    return left;
  }

  /** The versions of the schema that are missing; empty when it is up to date. */
  public List<String> pending() {
    return Arrays.stream(flyway(false).info().pending())
        .map(MigrationInfo::getScript)
        .map(script -> "missing " + script + ": run `switchhook setup`")
        .toList();
  }

  private void migrate() {
    try {
      flyway(false).migrate();
    } catch (FlywayException e) {
      throw failed("cannot make the tables in " + database, e);
    }
  }

  private void createDatabase() {
    try {
      connect().close();
      return; // it is there, and this user need not have a right outside of it
    } catch (SQLException e) {
      if (e.getErrorCode() != UNKNOWN_DATABASE) {
        throw new IllegalStateException(noConnection(e), e);
      }
    }
    try (Connection connection = connect(server);
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE IF NOT EXISTS " + database + " CHARACTER SET utf8mb4");
    } catch (SQLException e) {
      throw failed("cannot make the database " + database, e);
    }
  }

  private static IllegalStateException failed(String what, Exception trouble) {
    String advice = MariaDbReason.isDenial(trouble) ? "; " + AS_AN_OWNER : "";
    return new IllegalStateException(
        "%s: %s%s".formatted(what, MariaDbReason.of(trouble), advice), trouble);
  }

  private void makeTriggers(List<String> left) {
    try {
      flyway(true).migrate();
    } catch (FlywayException e) {
      left.add(
          "no triggers, a bad row of webhooks, agents or credentials is refused without an"
              + " explanation ("
              + MariaDbReason.of(e)
              + "): run sql/afterMigrate__triggers.sql in "
              + database
              + " as somebody who may make triggers and functions");
    }
  }

  private void makeRoles(List<String> left) {
    try {
      Jdbi.create(this::connect).useHandle(handle -> handle.createScript(roles()).execute());
    } catch (JdbiException e) {
      left.add(
          "no roles ("
              + MariaDbReason.of(e)
              + "): run sql/roles.sql in "
              + database
              + " as somebody who may create roles");
    }
  }

  /** With or without the files that belong to no version: the triggers. */
  private Flyway flyway(boolean withTriggers) {
    return Flyway.configure()
        .dataSource(settings.url(), settings.username(), settings.password().reveal())
        .locations("classpath:sql")
        .table(HISTORY)
        .baselineOnMigrate(true) // uContact's own tables may be there
        .baselineVersion("0")
        .placeholderReplacement(false)
        .skipDefaultCallbacks(!withTriggers)
        .load();
  }

  private Connection connect() throws SQLException {
    return connect(settings.url());
  }

  private Connection connect(String url) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.username());
    properties.setProperty("password", settings.password().reveal());
    properties.setProperty("connectTimeout", "3000");
    return DriverManager.getConnection(url, properties);
  }

  private static String roles() {
    try (InputStream in = Schema.class.getResourceAsStream("/sql/roles.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why there is no connection, and what to do. */
  static String noConnection(SQLException trouble) {
    String advice =
        switch (trouble.getErrorCode()) {
          case WRONG_PASSWORD -> "check username and password";
          case NO_SUCH_LOGIN ->
              "check username and password (Debian's own root has none and logs in by socket alone)";
          case NO_RIGHT_IN_DATABASE ->
              "the user has no right there or no default role, see sql/roles.sql; a database that is"
                  + " not there is made by `switchhook setup --username OWNER --password`";
          case UNKNOWN_DATABASE -> "run `switchhook setup`";
          default -> "is MariaDB up, and url of [database] right?";
        };
    return "no connection: %s; %s".formatted(MariaDbReason.of(trouble), advice);
  }
}
