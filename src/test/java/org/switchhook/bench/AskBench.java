package org.switchhook.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import org.switchhook.demo.Trees;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.pbx.ManagerUser;
import org.switchhook.pbx.Pbx;
import org.switchhook.pbx.Ports;

/**
 * How long a dialplan waits for an answer beyond the time that the system itself takes: by the
 * shipped subroutine, by AGI alone, and by Asterisk's own CURL() of the same address. One call asks
 * again and again, on an Asterisk 22, by its own clock; the answer's data is on the journal's disk
 * before the dialplan goes on. Nobody but the bridge listens to the Asterisk's events: it wakes all
 * who do for each that a call makes, and the call waits for them.
 */
public final class AskBench {

  /** Until the compiler rests: a bridge asks for weeks. */
  private static final int WARM_UP = Integer.getInteger("warm", 5000);

  private static final int ASKS = Integer.getInteger("asks", 1000);
  private static final int ROUNDS = 3;
  private static final List<String> WAYS = List.of("curl", "ask", "agi");
  private static final byte[] ANSWER = "{\"tier\": \"gold\"}".getBytes(StandardCharsets.UTF_8);
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(3);

  private static final int END_OF_LOG = 2_000;

  /** A line of Asterisk's log: which moment, when by its clock, and what came of it. */
  private static final Pattern MOMENT =
      Pattern.compile(": (Begin|End|Done) ([0-9]+[.][0-9]{6})(?: (.*))?");

  private final List<Long> ownNanos = Collections.synchronizedList(new ArrayList<>());
  private final Pbx pbx;

  private AskBench(Pbx pbx) {
    this.pbx = pbx;
  }

  public static void main(String[] arguments) throws Exception {
    // Else head and body of an answer go out 40 ms apart.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    Path directory = Files.createTempDirectory("switchhook-bench-");
    try (Pbx pbx = Pbx.start();
        TestDatabase database = TestDatabase.ready()) {
      new AskBench(pbx).run(database, directory);
    } finally {
      Trees.delete(directory);
    }
    System.exit(0); // The server's threads are nobody's daemons.
  }

  private void run(TestDatabase database, Path directory) throws Exception {
    HttpServer crm =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    crm.createContext("/", this::answer);
    crm.setExecutor(Executors.newCachedThreadPool());
    crm.start();
    String url = "http://127.0.0.1:" + crm.getAddress().getPort() + "/ask";
    database.execute(
        "INSERT INTO webhooks (name, event, url, config) VALUES ('bench', 'ask', ?, ?)",
        url,
        """
        {"request": {"method": "GET", "params": {"phone": "{call.from.number}"}},
         "response": {"save": {"tier": "{response.body.tier}"}}}
        """);
    database.execute("CREATE USER bench@'127.0.0.1' IDENTIFIED BY 'bench'");
    database.execute("GRANT ALL ON " + database.name() + ".* TO bench@'127.0.0.1'");
    int port = Ports.free();
    Path conf = Files.writeString(directory.resolve("b.conf"), settings(database, directory, port));
    Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-------"));
    Path log = directory.resolve("bridge.log");
    try (BenchBridge bridge = BenchBridge.run(conf, log)) {
      global("SWITCHHOOK_AGI", "127.0.0.1:" + port);
      global("URL", url);
      global("ASKS", "1");
      Await.until("the bridge answers", LONGEST_ROUND, this::isAnswered);
      measure();
      System.err.printf(Locale.ROOT, "bridge: %.0f MiB%n", bridge.residentMib());
    } finally {
      crm.stop(0);
    }
  }

  private boolean isAnswered() {
    return moments("7611").stream()
        .anyMatch(moment -> moment.group(1).equals("End") && "OK".equals(moment.group(3)));
  }

  private void measure() {
    global("ASKS", Integer.toString(WARM_UP));
    WAYS.forEach(way -> round(extension(way)));
    global("ASKS", Integer.toString(ASKS));
    StringBuilder figures = new StringBuilder();
    List<List<Double>> over = new ArrayList<>();
    WAYS.forEach(way -> over.add(new ArrayList<>()));
    for (int i = 0; i < ROUNDS; i++) {
      for (int way = 0; way < WAYS.size(); way++) {
        over.get(way).addAll(round(extension(WAYS.get(way))));
      }
    }
    for (int way = 0; way < WAYS.size(); way++) {
      List<Double> ms = over.get(way);
      Collections.sort(ms);
      figures.append(
          String.format(
              Locale.ROOT,
              "%s\"%s_median_ms\": %.2f, \"%s_p99_ms\": %.2f",
              way == 0 ? "{" : ", ",
              WAYS.get(way),
              ms.get(ms.size() / 2),
              WAYS.get(way),
              ms.get(ms.size() * 99 / 100)));
    }
    System.out.println(figures + "}");
  }

  private static String extension(String way) {
    return "761" + WAYS.indexOf(way);
  }

  /** One call that asks; for each ask the milliseconds beyond the system's own. */
  private List<Double> round(String extension) {
    ownNanos.clear();
    List<MatchResult> moments = moments(extension);
    List<Double> ms = new ArrayList<>();
    for (int i = 0; i + 1 < moments.size(); i += 2) {
      double own = i / 2 < ownNanos.size() ? ownNanos.get(i / 2) / 1e6 : 0;
      ms.add(ms(moments.get(i + 1)) - ms(moments.get(i)) - own);
    }
    return ms;
  }

  /** What a call to the extension leaves in the log, to its end. */
  private List<MatchResult> moments(String extension) {
    long before = size();
    pbx.cli("channel originate Local/" + extension + "@asking application Wait 600");
    Await.until("the call has asked", LONGEST_ROUND, () -> isDone(before));
    pbx.cli("channel request hangup all");
    Await.until(
        "nobody calls",
        LONGEST_ROUND,
        () -> pbx.cli("core show channels count").contains("0 active channels"));
    return MOMENT.matcher(log(before)).results().toList();
  }

  /** Looks at the end alone: to look at all of it would take time from those who are measured. */
  private boolean isDone(long before) {
    return log(Math.max(before, size() - END_OF_LOG)).contains(": Done ");
  }

  private long size() {
    return pbx.log().toFile().length();
  }

  private String log(long from) {
    try (InputStream log = Files.newInputStream(pbx.log())) {
      log.skipNBytes(from);
      return new String(log.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double ms(MatchResult moment) {
    return Double.parseDouble(moment.group(2)) * 1000;
  }

  private void global(String name, String value) {
    pbx.cli("dialplan set global " + name + " " + value);
  }

  private void answer(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    exchange.sendResponseHeaders(200, ANSWER.length);
    exchange.getResponseBody().write(ANSWER);
    ownNanos.add(System.nanoTime() - start);
    exchange.close();
  }

  private String settings(TestDatabase database, Path directory, int port) {
    return """
        [general]
        name = bench
        [database]
        url = %s
        username = %s
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
        username = switchhook
        secret = %s
        queue_log = off
        cdr = off
        """
        .formatted(
            database.settings().url(),
            "bench",
            "bench",
            directory,
            port,
            pbx.amiPort(),
            ManagerUser.SWITCHHOOK.secret());
  }
}
