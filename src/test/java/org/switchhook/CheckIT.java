package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.config.AgiSettings;
import org.switchhook.config.CredentialSettings;
import org.switchhook.config.DatabaseSettings;
import org.switchhook.config.DeliverySettings;
import org.switchhook.config.JournalSettings;
import org.switchhook.config.ModelSettings;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.RetentionSettings;
import org.switchhook.config.Secret;
import org.switchhook.config.Settings;
import org.switchhook.config.WebSettings;
import org.switchhook.journal.Journal;
import org.switchhook.outbox.Schema;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.pbx.ManagerUser;
import org.switchhook.pbx.Pbx;

/** `check` against a real Asterisk and a real MariaDB, and one fault after the other in them. */
@Timeout(60)
class CheckIT {

  private static final String USER = "checked";

  private static Pbx pbx;
  private static TestDatabase database;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    pbx = Pbx.start();
    database = TestDatabase.ready();
    database.execute("CREATE OR REPLACE USER %s@'%%' IDENTIFIED BY 'right'".formatted(USER));
    database.execute("GRANT switchhook_bridge TO %s@'%%'".formatted(USER));
    database.execute("SET DEFAULT ROLE switchhook_bridge FOR %s@'%%'".formatted(USER));
  }

  @AfterAll
  static void stop() {
    pbx.close();
    database.close();
  }

  @Test
  void allIsRight() {
    Findings findings = check(pbxSettings(), databaseSettings());

    assertThat(findings.lines())
        .allMatch(line -> line.startsWith("ok    "))
        .contains(
            "ok    pbx1 login as switchhook",
            "ok    pbx1 rights to read: system, call, agent, user, dialplan",
            "ok    pbx1 rights to write: reporting, user, call",
            "ok    pbx1 no right to write too many",
            "ok    pbx1 list of channels",
            "ok    pbx1 timestampevents",
            "ok    pbx1 event filter",
            "ok    database grants",
            "ok    database tables: up to date",
            "ok    database triggers",
            "ok    webhook 1: off, url is empty",
            "ok    credentials: 0 rows in use",
            "ok    agents: 0 rows in use")
        .anyMatch(line -> line.startsWith("ok    pbx1 Asterisk 22."));
    assertThat(findings.areRight()).isTrue();
  }

  @Test
  void aBridgeThatRunsIsNoFault() throws IOException {
    try (Journal running =
        Journal.open(new JournalSettings(directory.resolve("journal")), InstantSource.system())) {
      assertThat(running.id()).isNotEmpty();
      assertThat(check(pbxSettings(), databaseSettings()).lines())
          .anyMatch(line -> line.matches("ok {4}journal .*: in use by a bridge that is running"));
    }
  }

  @Test
  void aWrongSecret() {
    assertThat(todos(pbxSettings(pbx.amiPort(), "wrong"), databaseSettings()))
        .singleElement()
        .asString()
        .startsWith("todo  pbx1 login as switchhook: refused")
        .contains("check username and secret")
        .doesNotContain("wrong");
  }

  @Test
  void aClosedPort() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }

    List<String> lines = check(pbxSettings(closed, "x"), databaseSettings()).lines();

    assertThat(lines)
        .filteredOn(line -> line.contains(" pbx1 ") && !line.matches(".* (audit by|from) .*"))
        .singleElement()
        .asString()
        .startsWith("todo  pbx1 reachable at 127.0.0.1:" + closed + ": Connection refused");
  }

  @Test
  void somethingSilentAtThePort() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(todos(pbxSettings(silent.getLocalPort(), "x"), databaseSettings()))
          .singleElement()
          .asString()
          .startsWith("todo  pbx1 login as switchhook: no answer to the login within 3 s");
    }
  }

  @Test
  void missingRightsToWriteAreNamed() {
    // Empty and not left out: a reload keeps what a user had where the file says nothing.
    assertThat(
            todosWith(
                "switchhook.conf", conf -> conf.replace("write = reporting,user,call", "write =")))
        .hasSize(5)
        .anyMatch(line -> line.startsWith("todo  pbx1 rights to write: call is missing"))
        .anyMatch(line -> line.startsWith("todo  pbx1 list of channels: not allowed without "))
        .anyMatch(line -> line.startsWith("todo  pbx1 rights to write: reporting is missing"))
        .anyMatch(line -> line.startsWith("todo  pbx1 rights to write: user is missing"))
        .anyMatch(line -> line.startsWith("todo  pbx1 event filter: cannot be tested"));
  }

  @Test
  void missingRightsToReadAreNamed() {
    assertThat(
            todosWith(
                "switchhook.conf", conf -> conf.replaceAll("(?m)^read = .*$", "read = call,user")))
        .hasSize(3)
        .anyMatch(line -> line.startsWith("todo  pbx1 rights to read: agent is missing"))
        .anyMatch(line -> line.startsWith("todo  pbx1 rights to read: dialplan is missing"))
        .anyMatch(line -> line.startsWith("todo  pbx1 rights to read: system is missing"));
  }

  @Test
  void rightsTooManyAreNamed() {
    assertThat(
            todosWith(
                "switchhook.conf",
                conf -> conf.replace("write = ", "write = command,config,system,originate,")))
        .extracting(line -> line.replaceFirst(" is not needed;.*", ""))
        .containsExactly(
            "todo  pbx1 no right to write too many: command",
            "todo  pbx1 no right to write too many: config",
            "todo  pbx1 no right to write too many: originate",
            "todo  pbx1 no right to write too many: system");
  }

  @Test
  void aFilterThatIsNotThere() {
    assertThat(todosWith("switchhook.conf", conf -> conf.replaceAll("(?m)^eventfilter = .*$", "")))
        .singleElement()
        .asString()
        .startsWith("todo  pbx1 event filter: does not hold back UserEvent");
  }

  @Test
  void aFilterThatIsNotTheShippedOne() {
    assertThat(
            todosWith(
                "switchhook.conf",
                conf -> conf.replaceAll("(?m)^eventfilter = .*UserEvent.*$", "")))
        .singleElement()
        .asString()
        .startsWith("todo  pbx1 event filter: lets nothing through");
  }

  @Test
  void eventsWithoutATime() {
    assertThat(
            todosWith(
                "manager.conf",
                conf -> conf.replace("timestampevents = yes", "timestampevents = no")))
        .singleElement()
        .asString()
        .startsWith("todo  pbx1 timestampevents: events carry no time");
  }

  @Test
  void aWrongPassword() {
    DatabaseSettings wrong =
        new DatabaseSettings(database.settings().url(), USER, new Secret("wrong"));

    assertThat(todos(pbxSettings(), wrong))
        .singleElement()
        .asString()
        .contains("error 1045: Access denied", "check username and password")
        .doesNotContain("wrong");
  }

  @Test
  void noDatabase() {
    DatabaseSettings away =
        new DatabaseSettings("jdbc:mariadb://127.0.0.1:1/ccdata", USER, new Secret("x"));

    assertThat(todos(pbxSettings(), away))
        .singleElement()
        .asString()
        .contains("no connection", "is MariaDB up");
  }

  @Test
  void noSchema() {
    try (TestDatabase empty = TestDatabase.missing()) {
      assertThat(todos(pbxSettings(), empty.settings()))
          .singleElement()
          .asString()
          .contains("error 1049", "run `switchhook setup`");
      database.execute("CREATE DATABASE " + empty.name());
      assertThat(todos(pbxSettings(), empty.settings()))
          .singleElement()
          .asString()
          .startsWith(
              "todo  database tables: webhooks, webhook_status, agents, credentials, events,")
          .endsWith("missing: run `switchhook setup`");
    }
  }

  @Test
  void missingGrantsAreNamedByTable() {
    database.execute("REVOKE INSERT ON events FROM switchhook_bridge");
    database.execute("REVOKE UPDATE (enabled) ON webhooks FROM switchhook_bridge");
    database.execute("REVOKE SELECT ON agents FROM switchhook_bridge");
    database.execute("REVOKE UPDATE ON endpoints FROM switchhook_bridge");
    try {
      assertThat(todos(pbxSettings(), databaseSettings()))
          .hasSize(4)
          .anyMatch(line -> line.startsWith("todo  database grants: SELECT on agents missing"))
          .anyMatch(line -> line.startsWith("todo  database grants: UPDATE on endpoints missing"))
          .anyMatch(line -> line.startsWith("todo  database grants: INSERT on events missing"))
          .anyMatch(
              line ->
                  line.startsWith("todo  database grants: UPDATE (enabled) on webhooks missing"));
    } finally {
      new Schema(database.settings()).setup();
    }
  }

  @Test
  void triggersThatAreGoneOrWhoseMakerIs() {
    try {
      database.execute(
          "CREATE OR REPLACE DEFINER = nobody@localhost TRIGGER webhooks_before_update"
              + " BEFORE UPDATE ON webhooks FOR EACH ROW SET NEW.name = NEW.name");
      assertThat(todos(pbxSettings(), databaseSettings()))
          .singleElement()
          .asString()
          .contains("error 1449");
      database.execute("DROP TRIGGER webhooks_before_insert");
      assertThat(todos(pbxSettings(), databaseSettings()))
          .singleElement()
          .asString()
          .startsWith("todo  database triggers: missing");
      new Schema(database.settings()).setup();
      database.execute("DROP TRIGGER agents_before_update");
      assertThat(todos(pbxSettings(), databaseSettings()))
          .singleElement()
          .asString()
          .startsWith("todo  database triggers: missing");
    } finally {
      new Schema(database.settings()).setup();
    }
  }

  @Test
  void aWsdlThatCannotBeHad() {
    database.execute(
        "INSERT INTO webhooks (id, event, url, config) VALUES (701, 'call.ended', 'http://h', ?)",
        """
        {"request": {"soap": {"wsdl": "file:///nowhere/crm.wsdl", "action": "Push"}}}
        """);
    try {
      assertThat(check(pbxSettings(), databaseSettings()).lines())
          .filteredOn(line -> line.contains("webhook 701"))
          .singleElement()
          .asString()
          .startsWith("todo  webhook 701: nothing is sent yet, the WSDL: ");
    } finally {
      database.execute("DELETE FROM webhooks WHERE id = 701");
    }
  }

  @Test
  void rowsThatCannotWork() {
    try (Handle dba = database.loose()) {
      dba.execute("DROP TRIGGER webhooks_before_insert");
      dba.execute("SET check_constraint_checks = 0");
      dba.execute("INSERT INTO webhooks (id, event, url) VALUES (700, 'Nonsense', 'http://h')");
      dba.execute("DROP TRIGGER credentials_before_insert");
      dba.execute("INSERT INTO credentials (id, name, secret) VALUES (9, 'crm', 'geheim')");
      dba.execute("DROP TRIGGER agents_before_insert");
      dba.execute("INSERT INTO agents (id, interface) VALUES (7, 'PJSIP/1001'), (8, '1002')");
      new Schema(database.settings()).setup();
      Findings findings = check(pbxSettings(), databaseSettings());
      assertThat(findings.areRight()).isFalse();
      assertThat(findings.lines())
          .contains("ok    credentials: 0 rows in use", "ok    agents: 1 rows in use")
          .noneMatch(line -> line.contains("geheim"))
          .filteredOn(line -> line.startsWith("todo  "))
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .startsWith("todo  webhook 700: quarantined, event 'nonsense' is unknown"),
              line ->
                  assertThat(line)
                      .startsWith("todo  credentials row 9: quarantined, secret is none; write"),
              line ->
                  assertThat(line)
                      .startsWith("todo  agents row 8: quarantined, interface '1002' is none"));
    } finally {
      database.execute("DELETE FROM webhooks WHERE id = 700");
      database.execute("DELETE FROM credentials");
      database.execute("DELETE FROM agents");
    }
  }

  private List<String> todosWith(String file, UnaryOperator<String> change) {
    String[] before = new String[1];
    pbx.editManager(
        file,
        conf -> {
          before[0] = conf;
          return change.apply(conf);
        });
    try {
      return todos(pbxSettings(), databaseSettings());
    } finally {
      pbx.editManager(file, conf -> before[0]);
    }
  }

  private List<String> todos(PbxSettings pbxSettings, DatabaseSettings databaseSettings) {
    Findings findings = check(pbxSettings, databaseSettings);
    assertThat(findings.areRight()).isFalse();
    return findings.lines().stream().filter(line -> line.startsWith("todo  ")).toList();
  }

  private Findings check(PbxSettings pbxSettings, DatabaseSettings databaseSettings) {
    return Check.of(
        Path.of("switchhook.conf"),
        new Settings(
            "b",
            ZoneOffset.UTC,
            List.of(pbxSettings),
            databaseSettings,
            new JournalSettings(directory.resolve("journal")),
            new DeliverySettings(8, 4, Duration.ofSeconds(3), Duration.ofSeconds(10)),
            ModelSettings.STANDARD,
            WebSettings.OFF,
            AgiSettings.OFF,
            RetentionSettings.STANDARD,
            new CredentialSettings(directory.resolve("credentials.key"))));
  }

  private static PbxSettings pbxSettings() {
    return pbxSettings(pbx.amiPort(), ManagerUser.SWITCHHOOK.secret());
  }

  private static PbxSettings pbxSettings(int port, String secret) {
    return new PbxSettings(
        "pbx1", "127.0.0.1", port, false, null, "switchhook", new Secret(secret));
  }

  private static DatabaseSettings databaseSettings() {
    return new DatabaseSettings(database.settings().url(), USER, new Secret("right"));
  }
}
