package org.switchhook.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real MariaDB 11.4 on a free port of the loopback address, with a data directory of its own that
 * {@link #close()} deletes. User {@code root}, empty password. It is as durable as a real one: what
 * was committed is there after {@link #kill()} and {@link #start()}.
 */
public final class EmbeddedMariaDb implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Path base;
  private final Path directory;
  private final int port;
  private final Thread atExit = new Thread(this::discard, "mariadb-at-exit");
  private @Nullable Process server;

  private EmbeddedMariaDb(Path base, Path directory, int port) {
    this.base = base;
    this.directory = directory;
    this.port = port;
  }

  /**
   * A new, empty server, up and running.
   *
   * @param cache where the binaries (320 MB) are unpacked to and stay for the next time
   * @throws IllegalStateException when the binaries are not on the class path or do not run
   */
  public static EmbeddedMariaDb open(Path cache) throws IOException {
    Path base = MariaDbBinaries.unpack(cache);
    // Not in the cache: the path of a Unix socket has to be shorter than 108 bytes.
    Path directory = Files.createTempDirectory("switchhook-mariadb-");
    EmbeddedMariaDb database = new EmbeddedMariaDb(base, directory, freePort());
    Runtime.getRuntime().addShutdownHook(database.atExit);
    try {
      database.install();
      database.start();
      return database;
    } catch (RuntimeException | IOException e) {
      database.close();
      throw e;
    }
  }

  /** JDBC address of one database of this server, as {@code root} without a password. */
  public String jdbcUrl(String database) {
    return "jdbc:mariadb://127.0.0.1:%d/%s?user=root".formatted(port, database);
  }

  /** The port on 127.0.0.1; the same after a restart. */
  public int port() {
    return port;
  }

  /** The command-line client that belongs to the server. */
  public Path client() {
    return base.resolve("bin/mariadb");
  }

  /** Runs one statement, as {@code root}. */
  public void execute(String database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl(database));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Starts the server again on its port and data; it is ready when this returns. */
  public synchronized void start() {
    List<String> command = command("bin/mariadbd");
    command.addAll(
        List.of(
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--socket=" + directory.resolve("socket"),
            "--pid-file=" + directory.resolve("pid"),
            "--skip-ssl",
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-buffer-pool-size=128M",
            "--innodb-log-file-size=96M"));
    try {
      server = run(command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitReady(server);
  }

  /** Stops the server as an administrator would. */
  public synchronized void stop() {
    end(false);
  }

  /** Ends the server with SIGKILL, as a crash would. */
  public synchronized void kill() {
    end(true);
  }

  /** Stops the server and deletes its data. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook does the same work, and twice does no harm.
    }
    discard();
  }

  private synchronized void discard() {
    end(true); // nobody will read the data again
    try {
      Trees.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }

  private void install() throws IOException {
    List<String> command = command("scripts/mariadb-install-db");
    command.addAll(List.of("--auth-root-authentication-method=normal", "--skip-test-db"));
    Process install = run(command);
    if (!exits(install, START) || install.exitValue() != 0) {
      install.destroyForcibly();
      throw new IllegalStateException("mariadb-install-db failed:\n" + log());
    }
  }

  private List<String> command(String program) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(base.resolve(program).toString(), "--no-defaults"));
    command.add("--basedir=" + base);
    command.add("--datadir=" + directory.resolve("data"));
    if (ROOT) {
      command.add("--user=root"); // mariadbd refuses to run as root unless told to
    }
    return command;
  }

  private Process run(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()));
    return builder.start();
  }

  private void awaitReady(Process process) {
    long deadline = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (exits(process, Duration.ofMillis(50)) || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IllegalStateException("mariadbd did not start:\n" + log());
      }
    }
  }

  private boolean answers() {
    try (Connection connection = DriverManager.getConnection(jdbcUrl(""))) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private void end(boolean atOnce) {
    Process process = server;
    if (process == null) {
      return;
    }
    server = null;
    if (!atOnce) {
      process.destroy();
      if (exits(process, STOP)) {
        return;
      }
    }
    process.destroyForcibly();
    exits(process, STOP);
  }

  private static boolean exits(Process process, Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private String log() {
    try {
      List<String> lines = Files.readAllLines(directory.resolve("log"));
      for (String line : lines) {
        if (line.contains("error while loading shared libraries")) {
          return line + "\nIt needs these of Debian: libcrypt1 libgcc-s1 libstdc++6 libsystemd0";
        }
      }
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
