package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.switchhook.config.DatabaseSettings;
import org.switchhook.config.Secret;
import org.switchhook.demo.EmbeddedMariaDb;
import org.switchhook.demo.Trees;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.Schema;
import org.switchhook.pbx.ManagerUser;
import org.switchhook.pbx.Pbx;

/**
 * A site as an administrator has set it up: an Asterisk with the shipped manager user, a MariaDB
 * with the shipped schema and roles, a receiver, and a {@code switchhook.conf} for the bridge
 * between them. The row {@code everything} of {@code webhooks} posts to {@link #ALL}.
 */
final class Premises implements AutoCloseable {

  static final String ALL = "/all";
  private static final String ANY_AGI = "[agi]\nlisten = 127.0.0.1:0";
  private static final String PASSWORD = "the-password-of-the-database";
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /** Beside the roles: a login for the bridge, and a row that hears all. */
  private static final String AS_THE_README_SAYS =
      """
      CREATE USER switchhook@'127.0.0.1' IDENTIFIED BY '%s';
      GRANT switchhook_bridge TO switchhook@'127.0.0.1';
      SET DEFAULT ROLE switchhook_bridge FOR switchhook@'127.0.0.1';
      INSERT INTO webhooks (name, event, url) VALUES ('everything', '*', '%s');
      """;

  private final Path directory;
  private final Pbx pbx;
  private final EmbeddedMariaDb mariaDb;
  private final Inbox inbox = Inbox.open();
  private final List<BridgeProcess> bridges = new ArrayList<>();
  private int amiPort;

  private Premises(Path directory, String release) throws IOException {
    this.directory = directory;
    pbx = Pbx.prepare(release, "pbx1");
    amiPort = pbx.amiPort();
    mariaDb = EmbeddedMariaDb.open(Path.of("target", "mariadb"));
  }

  /** All is there but the bridge; nothing of it is left when it is closed. */
  static Premises open() throws Exception {
    return open("22");
  }

  /** The same with an Asterisk of this release. */
  static Premises open(String release) throws Exception {
    Premises premises = new Premises(Files.createTempDirectory("switchhook-premises-"), release);
    try {
      premises.setUp();
      premises.pbx.boot();
      return premises;
    } catch (Exception e) {
      premises.close();
      throw e;
    }
  }

  Pbx pbx() {
    return pbx;
  }

  EmbeddedMariaDb mariaDb() {
    return mariaDb;
  }

  Inbox inbox() {
    return inbox;
  }

  /** The database as its administrator sees it. */
  Jdbi jdbi() {
    return Jdbi.create(mariaDb.jdbcUrl("ccdata"));
  }

  /** From now on bridges reach the PBX at this port, where something lies between. */
  void reachPbxAt(int port) {
    amiPort = port;
  }

  /** A bridge that starts; {@code further} are lines for the end of its settings. */
  BridgeProcess bridge(String... further) {
    return bridgeWith(ManagerUser.SWITCHHOOK.secret(), PASSWORD, further);
  }

  /** The settings of a bridge as it follows them: with the ports that it has taken. */
  Path settingsOf(BridgeProcess bridge) throws IOException {
    String name = "bridge-" + (bridges.indexOf(bridge) + 1);
    String conf = Files.readString(directory.resolve(name + ".conf"));
    if (conf.contains(ANY_AGI)) {
      conf = conf.replace(ANY_AGI, "[agi]\nlisten = " + bridge.agi());
    }
    Path taken = directory.resolve(name + "-taken.conf");
    Files.writeString(taken, conf.replace("127.0.0.1:0", bridge.address()));
    return Files.setPosixFilePermissions(taken, PosixFilePermissions.fromString("rw-------"));
  }

  /** A bridge with these secrets. */
  BridgeProcess bridgeWith(String secret, String password, String... further) {
    String name = "bridge-" + (bridges.size() + 1);
    Path conf = directory.resolve(name + ".conf");
    try {
      String more = String.join("\n", further) + "\n";
      // Of several at a time each would take the same port.
      String agi = more.contains("[agi]") ? "" : "[agi]\nlisten = off\n";
      Files.writeString(conf, settings(secret, password) + more + agi);
      Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    BridgeProcess bridge = BridgeProcess.run(conf, directory.resolve(name + ".log"));
    bridges.add(bridge);
    return bridge;
  }

  /** Whatever bridge still runs is killed. */
  void endBridges() {
    bridges.forEach(BridgeProcess::close);
  }

  /** Waits until an event of a call is in the database. */
  void awaitTold(String call, String type) {
    String told =
        "SELECT COUNT(*) FROM events WHERE subject = '%s' AND type = '%s'".formatted(call, type);
    Await.until(type + " of " + call + " in the table events", DEADLINE, () -> count(told) == 1);
  }

  /** Waits until nothing is left to deliver, and nothing has become a dead letter. */
  void awaitDelivered() {
    Await.until("all is delivered", DEADLINE, this::isDelivered);
  }

  /** Whatever waits for its next attempt is due now: not everybody waits for hours. */
  void hurryDeliveries() {
    String now =
        """
        UPDATE deliveries SET due_at = UTC_TIMESTAMP(6)
        WHERE state = 'waiting' AND leased_by IS NULL AND due_at > UTC_TIMESTAMP(6)
        """;
    Await.until("all is due", DEADLINE, () -> isExecuted(now));
  }

  /** The bridge may be at the same rows; MariaDB then gives up one of the two. */
  private boolean isExecuted(String update) {
    try {
      jdbi().useHandle(handle -> handle.execute(update));
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLTransactionRollbackException) {
        return false;
      }
      throw e;
    }
  }

  /** Whether nothing is left to deliver, and nothing has become a dead letter. */
  boolean isDelivered() {
    return count("SELECT COUNT(*) FROM deliveries WHERE state <> 'delivered'") == 0;
  }

  /** The number that a query gives. */
  long count(String query) {
    return jdbi().withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }

  private String settings(String secret, String password) {
    return """
        [general]
        name = bridge1
        timezone = America/Montevideo
        [database]
        url = jdbc:mariadb://127.0.0.1:%d/ccdata
        username = switchhook
        password = %s
        [journal]
        directory = %s/journal
        [web]
        listen = 127.0.0.1:0
        [pbx1]
        type = pbx
        host = 127.0.0.1
        port = %d
        username = switchhook
        secret = %s
        queue_log = %s
        cdr = %s
        """
        .formatted(mariaDb.port(), password, directory, amiPort, secret, pbx.queueLog(), pbx.cdr());
  }

  /** As the README has it done, by an administrator of the database. */
  private void setUp() throws Exception {
    String url = "jdbc:mariadb://127.0.0.1:%d/ccdata".formatted(mariaDb.port());
    assertThat(new Schema(new DatabaseSettings(url, "root", new Secret(""))).setup()).isEmpty();
    Path sql =
        Files.writeString(
            directory.resolve("setup.sql"),
            Files.readString(Path.of("sql/roles.sql"))
                + AS_THE_README_SAYS.formatted(PASSWORD, inbox.url(ALL)));
    Process client =
        new ProcessBuilder(
                mariaDb.client().toString(),
                "--no-defaults",
                "--host=127.0.0.1",
                "--port=" + mariaDb.port(),
                "--user=root",
                "--skip-ssl",
                "ccdata")
            .redirectInput(sql.toFile())
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(client.waitFor()).isZero();
  }

  /** No secret stands in what the bridges have said, in an event or in an attempt. */
  void assertNoSecretIsTold() {
    List<String> told = new ArrayList<>();
    bridges.forEach(bridge -> told.add(bridge.log()));
    for (String text :
        List.of(
            "SELECT body FROM events",
            "SELECT body FROM deliveries WHERE body IS NOT NULL",
            "SELECT CONCAT_WS(' ', error, answer) FROM attempts",
            "SELECT reason FROM webhook_status")) {
      told.addAll(jdbi().withHandle(handle -> handle.createQuery(text).mapTo(String.class).list()));
    }
    assertThat(told)
        .isNotEmpty()
        .allSatisfy(
            text -> assertThat(text).doesNotContain(PASSWORD, ManagerUser.SWITCHHOOK.secret()));
  }

  @Override
  public void close() throws IOException {
    endBridges();
    try {
      inbox.close();
    } finally {
      pbx.close();
      mariaDb.close();
      Trees.delete(directory);
    }
  }
}
