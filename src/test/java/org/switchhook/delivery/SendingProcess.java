package org.switchhook.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.switchhook.config.DatabaseSettings;
import org.switchhook.config.Secret;
import org.switchhook.outbox.Database;

/** {@link Sending} as a process of its own, so that it can be killed. */
final class SendingProcess implements AutoCloseable {

  private static final int CONNECTIONS = 8;
  private static final int EXIT_SECONDS = 20;

  private final Process process;
  private final Thread atExit;

  private SendingProcess(Process process) {
    this.process = process;
    this.atExit = new Thread(process::destroyForcibly, "sending-at-exit");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Commits events from where it was up to {@code last}, sends them, and stays. */
  static SendingProcess run(DatabaseSettings database, int last, Path log) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            SendingProcess.class.getName(),
            database.url(),
            Integer.toString(last));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    return new SendingProcess(
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start());
  }

  public static void main(String[] args) throws InterruptedException {
    DatabaseSettings settings = new DatabaseSettings(args[0], "root", new Secret(""));
    Database database = Database.of(settings, CONNECTIONS);
    Sending sending = Sending.of(database, "bridge1").started();
    sending.commitUpTo(Integer.parseInt(args[1]));
    Thread.currentThread().join(); // until it is killed
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    process.onExit().orTimeout(EXIT_SECONDS, TimeUnit.SECONDS).join();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    kill();
  }
}
