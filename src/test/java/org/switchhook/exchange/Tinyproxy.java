package org.switchhook.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.Ports;

/** Debian's tinyproxy on loopback, which is installed if it is missing. */
final class Tinyproxy implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/tinyproxy");
  private static final String INSTALL =
      "apt-get update && apt-get install -y --no-install-recommends tinyproxy-bin";
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Process process;
  private final Path log;
  private final int port;

  private Tinyproxy(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /**
   * @param more lines of its configuration
   */
  static Tinyproxy open(Path directory, String more) throws IOException, InterruptedException {
    install();
    Path log = Files.createFile(directory.resolve("tinyproxy.log"));
    int port = Ports.free();
    Path conf =
        Files.writeString(
            directory.resolve("tinyproxy.conf"),
            "Port %d%nListen 127.0.0.1%nAllow 127.0.0.1%nLogFile \"%s\"%nLogLevel Info%n%s%n"
                .formatted(port, log, more));
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-d", "-c", conf.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("tinyproxy.out").toFile())
            .start();
    Tinyproxy proxy = new Tinyproxy(process, log, port);
    Await.until("the proxy listens", SOON, proxy::listens);
    return proxy;
  }

  private static void install() throws IOException, InterruptedException {
    if (Files.isExecutable(PROGRAM)) {
      return;
    }
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    if (!root && !"true".equals(System.getenv("CI"))) {
      String why = "skipped, tinyproxy is missing: install tinyproxy-bin, or run the tests as root";
      System.out.println("proxy: " + why);
      Assumptions.abort(why);
    }
    Process apt =
        new ProcessBuilder("sh", "-c", INSTALL + " >&2")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (apt.waitFor() != 0) {
      throw new IllegalStateException("tinyproxy cannot be installed: " + INSTALL);
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  /** What it wrote down of the requests that it was asked for. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
