package org.switchhook;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.switchhook.demo.EmbeddedMariaDb;
import org.switchhook.demo.Receiver;
import org.switchhook.demo.RecordedPbx;
import org.switchhook.demo.RecordedSession;
import org.switchhook.demo.Trees;
import org.switchhook.outbox.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job for somebody with nothing installed. */
@Command(
    name = "demo",
    description = {
      "Runs the bridge between a recorded PBX, an embedded MariaDB and a receiver, all on loopback,",
      "and prints each call as it becomes webhooks. Ctrl-C leaves nothing behind."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final String DATABASE = "ccdata";

  @Option(
      names = "--pbx",
      paramLabel = "HOST:PORT",
      description = "A live Asterisk's manager interface in place of the recorded PBX")
  private @Nullable String pbx;

  @Option(
      names = "--username",
      paramLabel = "NAME",
      defaultValue = "switchhook",
      description = "The manager user at that Asterisk; default: ${DEFAULT-VALUE}")
  private String username = "switchhook";

  @Option(
      names = "--secret",
      interactive = true,
      arity = "0..1",
      paramLabel = "SECRET",
      description = "That user's secret; without a value it is asked for")
  private char @Nullable [] secret;

  private final PrintStream out = System.out;
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("switchhook-demo-");
    // The screen belongs to the calls. Set before the first logger is made.
    System.setProperty("switchhook.log", directory.resolve("switchhook.log").toString());
    Runtime.getRuntime().addShutdownHook(new Thread(this::endAtOnce, "ctrl-c"));
    try {
      play(directory);
    } finally {
      Trees.delete(directory);
      ended.countDown();
    }
    return 0;
  }

  /** Ctrl-C: the main thread takes all down in its order, and the JVM waits for it. */
  private void endAtOnce() {
    interrupted.countDown();
    try {
      boolean inTime = ended.await(15, TimeUnit.SECONDS);
      assert inTime || ended.getCount() > 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void play(Path directory) throws Exception {
    out.println("demo: starting an embedded MariaDB (unpacked once, some 20 s) ...");
    try (EmbeddedMariaDb mariaDb = EmbeddedMariaDb.open(cache());
        Receiver receiver = Receiver.start(this::show)) {
      DatabaseSettings database =
          new DatabaseSettings(mariaDb.jdbcUrl(DATABASE), "root", new Secret(""));
      new Schema(database).setup();
      subscribe(mariaDb, receiver.url());
      if (pbx == null) {
        playRecording(directory, database);
      } else {
        listen(directory, database, live(pbx));
      }
    }
  }

  /** What a DBA does: a URL into the empty fields, and a row of one's own. */
  private void subscribe(EmbeddedMariaDb mariaDb, String url) throws SQLException {
    for (String sql :
        List.of(
            "UPDATE webhooks SET url = '%s/ucontact' WHERE url = ''".formatted(url),
            "INSERT INTO webhooks (name, description, event, url, user) VALUES"
                + " ('everything', 'the demo', '*', '%s/events', 'demo')".formatted(url))) {
      out.println("demo: MariaDB> " + sql);
      mariaDb.execute(DATABASE, sql);
    }
  }

  private void playRecording(Path directory, DatabaseSettings database) throws Exception {
    RecordedSession session = RecordedSession.shipped();
    try (RecordedPbx recorded = RecordedPbx.start(session, 0, 1.0, Clock.systemUTC());
        Bridge bridge = bridge(directory, database, recorded.settings())) {
      out.println("demo: a recorded Asterisk 22 plays, in real time; Ctrl-C ends it");
      bridge.start();
      Thread end = new Thread(() -> awaitEnd(recorded), "end");
      end.setDaemon(true);
      end.start();
      interrupted.await();
    }
    out.println("demo: over. Your own PBX: bin/switchhook demo --pbx HOST:5038 --secret");
  }

  private void awaitEnd(RecordedPbx recorded) {
    try {
      recorded.awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    interrupted.countDown();
  }

  private void listen(Path directory, DatabaseSettings database, PbxSettings live)
      throws Exception {
    try (Bridge bridge = bridge(directory, database, live)) {
      out.println("demo: listening to " + pbx + " until Ctrl-C");
      bridge.start();
      interrupted.await();
    }
  }

  private static Bridge bridge(Path directory, DatabaseSettings database, PbxSettings pbx)
      throws IOException {
    return new Bridge(
        new Settings(
            "demo",
            ZoneId.systemDefault(),
            List.of(pbx),
            database,
            new JournalSettings(directory.resolve("journal")),
            // One request at a time: a person reads along, in order.
            new DeliverySettings(1, 1, Duration.ofSeconds(3), Duration.ofSeconds(10)),
            ModelSettings.STANDARD,
            WebSettings.OFF,
            AgiSettings.OFF,
            RetentionSettings.STANDARD,
            new CredentialSettings(directory.resolve("credentials.key"))));
  }

  private PbxSettings live(String address) {
    int colon = address.lastIndexOf(':');
    try {
      return new PbxSettings(
          "pbx1",
          address.substring(0, colon),
          Integer.parseInt(address.substring(colon + 1)),
          false,
          null,
          username,
          new Secret(secret == null ? "" : new String(secret)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "--pbx " + address + ": write HOST:PORT, e.g. 127.0.0.1:5038", e);
    }
  }

  private synchronized void show(Receiver.Posted posted) {
    out.printf("POST %-9s %-20s %s%n", posted.path(), posted.event(), posted.body());
  }

  private static Path cache() {
    return Path.of(System.getProperty("user.home"), ".cache", "switchhook");
  }
}
