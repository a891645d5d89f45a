package org.switchhook.pbx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One process of SIPp, which plays one scenario of {@code src/test/pbx/sipp} many times at once.
 */
final class Sipp implements AutoCloseable {

  /** Audio and video, each with its RTCP. */
  private static final int MEDIA_PORTS = 4;

  private final Process process;
  private final Path screen;
  private final Thread atExit = new Thread(this::leaveNothing, "sipp-at-exit");

  /**
   * Starts it.
   *
   * @param directory where it writes
   * @param port its own, for SIP
   */
  Sipp(Path directory, String scenario, int port, String... arguments) {
    screen = directory.resolve("sipp-" + port);
    List<String> command = new ArrayList<>(List.of("sipp", "-sf", file(scenario)));
    command.addAll(List.of("-i", "127.0.0.1", "-p", Integer.toString(port)));
    command.addAll(List.of("-mp", Integer.toString(Ports.free(MEDIA_PORTS)), "-nostdin"));
    // Both hang up, or one cancels what the other answers: that is a call as any other.
    command.addAll(List.of("-default_behaviors", "all,-abortunexp"));
    command.addAll(List.of(arguments));
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(screen.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  private static String file(String scenario) {
    return Installation.HOME.resolve("sipp").resolve(scenario).toAbsolutePath().toString();
  }

  /** Waits until it has played all that it had to, each of it to its end. */
  void awaitEnd(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("SIPp does not end: " + tail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("calls failed, says SIPp: " + tail());
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String tail() {
    try {
      String text = Files.readString(screen, StandardCharsets.ISO_8859_1);
      return text.substring(Math.max(0, text.length() - 4_000));
    } catch (IOException e) {
      return "no screen: " + e;
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    leaveNothing();
  }

  private void leaveNothing() {
    process.destroyForcibly().onExit().join();
  }
}
