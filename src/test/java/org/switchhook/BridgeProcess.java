package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.switchhook.outbox.Await;

/** {@code switchhook run} as a process of its own, with the class path that is shipped. */
final class BridgeProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(30);
  private static final String CALLS = "switchhook_audit_calls_total";
  private static final Duration STOP = Duration.ofSeconds(20);

  private final Instant startedAt = Instant.now();
  private final Process process;
  private final Path log;
  private final Thread atExit = new Thread(this::kill, "bridge-at-exit");

  private BridgeProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Runs it with these settings; all that it says goes to the log. */
  static BridgeProcess run(Path settings, Path log) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Dfile.encoding=UTF-8",
            "-cp",
            classPath(),
            "org.switchhook.Switchhook",
            "run",
            "-c",
            settings.toString());
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      return new BridgeProcess(builder.redirectOutput(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That of the tests without the tests: their settings of the log are not the bridge's. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What it has said until now. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines that it has said with this text in them. */
  List<String> said(String text) {
    return log().lines().filter(line -> line.contains(text)).toList();
  }

  /** Waits until it has said so. */
  void awaitSaid(String text) {
    awaitSaid(text, 1);
  }

  /** Waits until it has said so that many times. */
  void awaitSaid(String text, int times) {
    try {
      Await.until(text, START, () -> said(text).size() >= times || !process.isAlive());
      assertThat(said(text)).hasSizeGreaterThanOrEqualTo(times);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; the bridge said:\n" + log(), e);
    }
  }

  /** Waits until it hears the PBX, and the stages behind run, which begin later. */
  void awaitConnected() {
    awaitSaid("pbx1: connected");
    awaitSaid(" is up");
  }

  /** How many threads it has. */
  long threads() {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", "" + process.pid(), "task"))) {
      return tasks.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has cost until now. */
  Footprint footprint() {
    return Footprint.of(process.toHandle());
  }

  /** The sum of what it counts by this name, where a line of its metrics has all these labels. */
  double metric(String name, String... labels) {
    return get("http://" + address() + "/metrics")
        .lines()
        .filter(line -> line.startsWith(name + "{"))
        .filter(line -> Stream.of(labels).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** Where it listens, as ADDRESS:PORT. */
  String address() {
    return said("metrics at ").get(0).replaceFirst(".*http://(.*)/metrics", "$1");
  }

  /** Where dialplans ask it, as ADDRESS:PORT. */
  String agi() {
    awaitSaid("dialplans may ask at agi://");
    return said("dialplans may ask at agi://").get(0).replaceFirst(".*agi://", "");
  }

  private static String get(String url) {
    try (InputStream in = URI.create(url).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until so many calls have been compared, and none of them differs. */
  void awaitCompared(int calls) {
    Await.until(
        calls + " calls are compared",
        START,
        () -> metric(CALLS, "result=\"matched\"") + metric(CALLS, "result=\"different\"") >= calls);
    assertThat(said("difference pbx=")).isEmpty();
    assertThat(metric("switchhook_audit_differences_total")).isZero();
  }

  Instant startedAt() {
    return startedAt;
  }

  /** SIGSTOP: it stands still, and cannot know of it, until {@link #resume}. */
  void suspend() {
    signal("STOP");
  }

  /** SIGCONT. */
  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      String pid = Long.toString(process.pid());
      Process kill = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start();
      assertThat(kill.waitFor()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** SIGTERM. The time until it was gone. */
  Duration stop() {
    long start = System.nanoTime();
    process.destroy();
    awaitExit();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    kill();
  }

  private void awaitExit() {
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the bridge does not end:\n" + log());
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
