package org.switchhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.switchhook.config.DatabaseSettings;
import org.switchhook.config.Secret;

class SchemaIT {

  @Test
  void anEmptyServerGetsOneRowForEachEventOfUcontact() {
    try (TestDatabase database = TestDatabase.missing()) {
      Schema schema = new Schema(database.settings());
      assertThat(schema.setup()).isEmpty();
      assertThat(schema.setup()).isEmpty();
      assertThat(schema.pending()).isEmpty();
      assertThat(columns(database, "event"))
          .containsExactly(
              "AgentRingNoAnswer",
              "AgentLog",
              "AgentBreak",
              "FinishInteraction",
              "InteractionDisposition",
              "QueueJoin");
      assertThat(columns(database, "url")).containsOnly("");
      assertThat(names(database)).startsWith("id", "name", "description", "event", "url", "user");
      assertThat(
              database.text(
                  "SELECT default_character_set_name FROM information_schema.schemata"
                      + " WHERE schema_name = DATABASE()"))
          .isEqualTo("utf8mb4");
    }
  }

  @Test
  void aTableOfUcontactIsExtendedInPlace() {
    try (TestDatabase database = TestDatabase.missing()) {
      onServer("CREATE DATABASE " + database.name() + " CHARACTER SET latin1");
      database.execute(
          "CREATE TABLE webhooks (Id INT NOT NULL, name VARCHAR(45), description VARCHAR(100),"
              + " event VARCHAR(45), url VARCHAR(256), user VARCHAR(45)) ENGINE = MyISAM");
      database.execute("CREATE TABLE somebody_elses (a INT)");
      database.execute(
          "INSERT INTO webhooks VALUES (3, 'a', NULL, 'AgentLog', 'ftp://old', NULL),"
              + " (0, 'ñandú', 'd', 'AgentBreak', 'https://h/x', 'owner')");
      Schema schema = new Schema(database.settings());
      schema.setup();
      schema.setup();
      assertThat(rows(database, "SELECT id, name, description, event, url, user FROM webhooks"))
          .hasSize(6)
          .contains(
              Map.of(
                  "id",
                  3L,
                  "name",
                  "a",
                  "description",
                  "",
                  "event",
                  "AgentLog",
                  "url",
                  "ftp://old",
                  "user",
                  ""),
              Map.of(
                  "id",
                  0L,
                  "name",
                  "ñandú",
                  "description",
                  "d",
                  "event",
                  "AgentBreak",
                  "url",
                  "https://h/x",
                  "user",
                  "owner"));
      database.execute("UPDATE webhooks SET url = 'https://new' WHERE event = 'AgentLog'");
      database.execute("INSERT INTO webhooks (event, url) VALUES ('call.*', 'https://h')");
      database.execute(
          "INSERT INTO agents (interface, full_name) VALUES ('PJSIP/1', 'Ñandú ☎ 😀')");
    }
  }

  @Test
  void withoutTheRightsForTriggersAndRolesItWorksAndSaysWhatToDo() {
    try (TestDatabase database = TestDatabase.missing()) {
      onServer("CREATE DATABASE " + database.name());
      onServer("CREATE USER IF NOT EXISTS poor@'%' IDENTIFIED BY 'x'");
      onServer(
          "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX, REFERENCES, DROP ON "
              + database.name()
              + ".* TO poor@'%'");
      List<String> left =
          new Schema(new DatabaseSettings(database.settings().url(), "poor", new Secret("x")))
              .setup();
      assertThat(left).hasSize(2);
      assertThat(left.get(0)).contains("sql/afterMigrate__triggers.sql", database.name(), "error");
      assertThat(left.get(1)).contains("sql/roles.sql", database.name(), "error");
      assertThat(columns(database, "event")).hasSize(6);
    }
  }

  @Test
  void whoMayMakeNoTablesIsToldInOneLine() {
    try (TestDatabase database = TestDatabase.missing()) {
      onServer("CREATE DATABASE " + database.name());
      onServer("CREATE USER IF NOT EXISTS poorest@'%' IDENTIFIED BY 'x'");
      onServer("GRANT SELECT ON " + database.name() + ".* TO poorest@'%'");
      Schema schema =
          new Schema(new DatabaseSettings(database.settings().url(), "poorest", new Secret("x")));

      assertThatIllegalStateException()
          .isThrownBy(schema::setup)
          .withMessageStartingWith("cannot make the tables in " + database.name() + ": error 1142")
          .withMessageEndingWith("`switchhook setup --username OWNER --password`")
          .withMessageNotContaining("\n");
    }
  }

  @Test
  void everyFileRunsInTheCommandLineClientToo() throws Exception {
    try (TestDatabase database = TestDatabase.missing()) {
      onServer("CREATE DATABASE " + database.name());
      for (int round = 0; round < 2; round++) {
        run(database, "V1__webhooks.sql");
        run(database, "V2__outbox.sql");
        run(database, "V3__agents.sql");
        run(database, "V4__credentials.sql");
        run(database, "V5__asks.sql");
        run(database, "afterMigrate__triggers.sql");
        run(database, "roles.sql");
      }
      assertThat(columns(database, "event")).hasSize(6);
      assertThat(new Schema(database.settings()).setup()).isEmpty();
    }
  }

  @Test
  void anAddressWithoutADatabaseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Schema(new DatabaseSettings("jdbc:mariadb://h/", "u", new Secret("p"))))
        .withMessageContaining("jdbc:mariadb://HOST:PORT/DATABASE");
  }

  private static void run(TestDatabase database, String file) throws Exception {
    ProcessBuilder client =
        new ProcessBuilder(
            TestDatabase.server().client().toString(),
            "--no-defaults",
            "--skip-ssl",
            "--protocol=tcp",
            "--host=127.0.0.1",
            "--user=root",
            "--port=" + TestDatabase.server().port(),
            database.name());
    Process process =
        client
            .redirectInput(new File("sql/" + file))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", file, output).isZero();
  }

  private static void onServer(String sql) {
    Jdbi.create(TestDatabase.server().jdbcUrl("")).useHandle(handle -> handle.execute(sql));
  }

  private static List<String> columns(TestDatabase database, String column) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT " + column + " FROM webhooks ORDER BY id")
                    .mapTo(String.class)
                    .list());
  }

  private static List<String> names(TestDatabase database) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT column_name FROM information_schema.columns WHERE table_schema ="
                            + " DATABASE() AND table_name = 'webhooks' ORDER BY ordinal_position")
                    .mapTo(String.class)
                    .list());
  }

  private static List<Map<String, Object>> rows(TestDatabase database, String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapToMap().list());
  }
}
