package org.switchhook.pbx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A real Asterisk on free loopback ports. Several run at once, from one installation; all that one
 * of them was goes with {@link #close}.
 */
public final class Pbx implements AutoCloseable {
  /** Debian's Asterisk loads 300 modules in about 2 s; a busy machine takes its time. */
  private static final Duration BOOT = Duration.ofSeconds(90);

  /** A console whose Asterisk hangs would wait for ever. */
  private static final Duration CLI = Duration.ofSeconds(30);

  private static final Duration STOP = Duration.ofSeconds(10);

  private final Installation installation;
  private final PbxPorts ports;
  private final Instance instance;
  private final Thread atExit = new Thread(this::leaveNothing, "pbx-at-exit");
  private @Nullable Process process;

  private Pbx(Installation installation, PbxPorts ports, Instance instance) {
    this.installation = installation;
    this.ports = ports;
    this.instance = instance;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** A running Asterisk 22 of the system name {@code pbx1}. */
  public static Pbx start() {
    return start("22", "pbx1");
  }

  /**
   * A running Asterisk, installed first if it is missing.
   *
   * @param release 22 or 16
   * @param systemName what uniqueids begin with
   */
  public static Pbx start(String release, String systemName) {
    Pbx pbx = prepare(release, systemName);
    pbx.boot();
    return pbx;
  }

  /** An Asterisk whose ports are known and that {@link #boot} is yet to start. */
  public static Pbx prepare(String release, String systemName) {
    Installation installation = Installation.of(release);
    PbxPorts ports = PbxPorts.choose();
    Map<String, String> values = new HashMap<>();
    ports.byKey().forEach((name, port) -> values.put(name, port.toString()));
    values.put("CALLER", Phone.CALLER);
    values.put("SYSTEMNAME", systemName);
    values.put("MODULES", installation.modules().toString());
    return new Pbx(installation, ports, Instance.create(installation, values));
  }

  public int amiPort() {
    return ports.of("AMI");
  }

  public int sipPort() {
    return ports.of("SIP");
  }

  /** HTTP, and with it ARI. */
  public int httpPort() {
    return ports.of("HTTP");
  }

  /** Where Asterisk calls this phone: 1001, 1002, 1003 or trunk. */
  public int phonePort(String phone) {
    return ports.ofPhone(phone);
  }

  /** Where Asterisk calls the agents of this manner. */
  int agentsPort(Manner manner) {
    return ports.of(manner.name());
  }

  public Path queueLog() {
    return instance.file("log/queue_log");
  }

  public Path cdr() {
    return instance.file("log/cdr-csv/Master.csv");
  }

  public Path cel() {
    return instance.file("log/cel-custom/Master.csv");
  }

  /** Asterisk's own log, for whoever wants to know why. */
  public Path log() {
    return instance.file("log/full");
  }

  /**
   * Changes manager.conf or the file of the bridge's manager user, switchhook.conf, and loads it.
   * Sessions that are logged in keep their rights.
   */
  public void editManager(String file, UnaryOperator<String> change) {
    edit(file, change);
    cli("manager reload");
  }

  /** Changes a file of its configuration; who loads it is another matter. */
  public void edit(String file, UnaryOperator<String> change) {
    Path path = instance.file("etc").resolve(file);
    try {
      Files.writeString(path, change.apply(Files.readString(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is such a file where Asterisk sees the machine. */
  public boolean sees(String path) {
    return Files.exists(installation.root().resolve(path.substring(1)));
  }

  /** All that this one has and writes. */
  Path directory() {
    return instance.directory();
  }

  /** The id of its process. */
  public long pid() {
    return running().pid();
  }

  /** Starts it on its ports and waits until it has fully booted. */
  public void boot() {
    if (process != null && process.isAlive()) {
      throw new IllegalStateException("already running");
    }
    process = launch("-f");
    awaitBooted();
  }

  /** Restarts at once, as {@code core restart now} does: calls end, the process stays the same. */
  public void restart() {
    try {
      Files.delete(instance.file("run/asterisk.pid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cli("core restart now");
    // Until it has written its pid again it may still be the old one that answers.
    Await.until("restart", BOOT, () -> Files.exists(instance.file("run/asterisk.pid")), this::tail);
    awaitBooted();
  }

  /** What {@code asterisk -rx} prints. */
  public String cli(String command) {
    try {
      Process console = launch("-rx", command);
      CompletableFuture.delayedExecutor(CLI.toSeconds(), TimeUnit.SECONDS)
          .execute(console::destroyForcibly);
      String output =
          new String(console.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      console.waitFor();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops at once; the ports and the directory stay, for {@link #boot}. */
  public void stop() {
    Process stopping = process;
    if (stopping == null || !stopping.isAlive()) {
      return;
    }
    cli("core stop now");
    if (!exits(stopping)) {
      kill();
    }
  }

  /** As {@code kill -9} does. */
  public void kill() {
    exits(running().destroyForcibly());
  }

  @Override
  public void close() {
    stop();
    Runtime.getRuntime().removeShutdownHook(atExit);
    instance.delete();
  }

  private void leaveNothing() {
    if (process != null) {
      exits(process.destroyForcibly());
    }
    instance.delete();
  }

  private Process running() {
    return Objects.requireNonNull(process, "not started");
  }

  private static boolean exits(Process process) {
    try {
      return process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void awaitBooted() {
    Await.until("boot", BOOT, this::isBooted, this::tail);
  }

  private boolean isBooted() {
    if (!running().isAlive()) {
      throw new IllegalStateException("Asterisk went down as it started; " + tail());
    }
    return Files.exists(instance.file("run/asterisk.ctl"))
        && cli("core waitfullybooted").contains("fully booted");
  }

  /** chroot becomes Asterisk: the process is its own, and its id is the one to kill. */
  private Process launch(String... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder("chroot", installation.root().toString(), "/usr/sbin/asterisk");
    builder.command().add("-C");
    builder.command().add(instance.configuration().toString());
    builder.command().addAll(List.of(arguments));
    builder.redirectErrorStream(true);
    if (arguments[0].equals("-f")) {
      builder.redirectOutput(instance.file("log/console").toFile());
    }
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String tail() {
    Path newest = Files.exists(log()) ? log() : instance.file("log/console");
    try {
      String text = Files.readString(newest, StandardCharsets.ISO_8859_1);
      return text.substring(Math.max(0, text.length() - 2_000));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }
}
