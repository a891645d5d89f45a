package org.switchhook.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code switchhook run} as a process of its own, started as {@code bin/switchhook} does. */
final class BenchBridge implements AutoCloseable {

  private static final long STOP_SECONDS = 20;
  private static final String BIN = System.getProperty("java.home") + "/bin/";
  private static final Pattern USED =
      Pattern.compile("(?:def new|tenured) generation +total \\d+K, used (\\d+)K");

  private final Process process;
  private final Thread atExit = new Thread(this::kill, "bridge-at-exit");

  private BenchBridge(Process process) {
    this.process = process;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts it.
   *
   * @param log for what it says, appended
   * @param options of its JVM, beside those of {@code bin/switchhook}
   */
  static BenchBridge run(Path settings, Path log, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(BIN + "java", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData"));
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dswitchhook.log=" + log));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath(), "org.switchhook.Switchhook", "run", "-c"));
    command.add(settings.toString());
    return new BenchBridge(new ProcessBuilder(command).inheritIO().start());
  }

  /** That of the tests without the tests: their settings of the log are not the bridge's. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The CPU time that it has used. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Its memory, as the kernel counts it. */
  double residentMib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", "" + process.pid(), "status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("no VmRSS");
  }

  /** What its heap holds once all that nobody needs is gone. */
  double heapMib() throws IOException {
    jcmd("GC.run");
    String info = jcmd("GC.heap_info");
    double kib = 0;
    Matcher used = USED.matcher(info);
    while (used.find()) {
      kib += Long.parseLong(used.group(1));
    }
    if (kib == 0) {
      throw new IOException("no heap in: " + info);
    }
    return kib / 1024;
  }

  private String jcmd(String what) throws IOException {
    Process jcmd =
        new ProcessBuilder(BIN + "jcmd", "" + process.pid(), what)
            .redirectErrorStream(true)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Stops it as systemd does. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the bridge does not stop");
    }
  }

  private void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    kill();
    process.onExit().join();
  }
}
