package org.switchhook.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.switchhook.demo.Trees;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.pbx.Ports;

/**
 * All that a bridge has around it: a MariaDB of its own process, durable at each commit; and this
 * process is the PBX and the receiver, so that one clock sees both ends. Nothing of it is left.
 */
final class BenchSite implements AutoCloseable {

  private static final String LOGIN = "bench";

  private final Path directory;
  private final TestDatabase database = TestDatabase.ready();
  private final BenchPbx pbx = BenchPbx.open();
  private final BenchInbox inbox;
  private final int agiPort = Ports.free();

  private BenchSite(Path directory, Consumer<String> ids) throws IOException {
    this.directory = directory;
    this.inbox = BenchInbox.open(ids);
    database.execute("CREATE USER bench@'127.0.0.1' IDENTIFIED BY '" + LOGIN + "'");
    database.execute("GRANT ALL ON " + database.name() + ".* TO bench@'127.0.0.1'");
  }

  /**
   * Opens it.
   *
   * @param ids takes the id of each event that is delivered
   */
  static BenchSite open(Consumer<String> ids) throws IOException {
    // Flyway warns of each column that is there already.
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    return new BenchSite(Files.createTempDirectory("switchhook-bench-"), ids);
  }

  Path directory() {
    return directory;
  }

  TestDatabase database() {
    return database;
  }

  /** Where dialplans ask. */
  int agiPort() {
    return agiPort;
  }

  BenchPbx pbx() {
    return pbx;
  }

  /** A row of {@code webhooks} that asks for these events. */
  void webhook(String events) {
    database.execute(
        "INSERT INTO webhooks (name, event, format, url) VALUES (?, ?, 'standard', ?)",
        events,
        events,
        inbox.url());
  }

  /** A bridge that has logged in at the PBX. */
  BenchBridge bridge(String... options) throws IOException, InterruptedException {
    Path conf = Files.writeString(directory.resolve("switchhook.conf"), settings());
    Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-------"));
    BenchBridge bridge = BenchBridge.run(conf, directory.resolve("bridge.log"), options);
    pbx.awaitBridge();
    return bridge;
  }

  /** Otherwise as shipped. The queue is that of {@link Traffic}. */
  private String settings() {
    return """
        [general]
        name = bench
        [database]
        url = %s
        username = bench
        password = %s
        [journal]
        directory = %s/journal
        [web]
        listen = off
        [agi]
        listen = 127.0.0.1:%d
        [pbx1]
        type = pbx
        host = 127.0.0.1
        port = %d
        username = bench
        secret = %s
        queue_log = off
        cdr = off
        [sales]
        type = queue
        wrapup = 10s
        """
        .formatted(database.settings().url(), LOGIN, directory, agiPort, pbx.port(), LOGIN);
  }

  /** The CPU time that MariaDB has used. */
  static Duration databaseCpu() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("mariadbd"))
        .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() throws IOException {
    pbx.close();
    inbox.close();
    database.close();
    Trees.delete(directory);
  }
}
