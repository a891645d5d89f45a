package org.switchhook.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;
import org.switchhook.demo.Trees;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.pbx.Driver;
import org.switchhook.pbx.ManagerUser;
import org.switchhook.pbx.Message;
import org.switchhook.pbx.Pbx;
import org.switchhook.pbx.Ports;

/**
 * How long a dialplan waits for an answer beyond the time that the system itself takes: by the
 * shipped subroutine, by AGI alone, and by Asterisk's own CURL() of the same address. One call asks
 * again and again, on an Asterisk 22, by its own clock; the answer's data is on the journal's disk
 * before the dialplan goes on.
 */
public final class AskBench {

  private static final int WARM_UP = Integer.getInteger("warm", 300);
  private static final int ASKS = Integer.getInteger("asks", 1000);
  private static final int ROUNDS = 3;
  private static final List<String> WAYS = List.of("curl", "ask", "agi");
  private static final byte[] ANSWER = "{\"tier\": \"gold\"}".getBytes(StandardCharsets.UTF_8);

  private final List<Long> ownNanos = Collections.synchronizedList(new ArrayList<>());
  private final Pbx pbx;
  private final Driver driver;

  private AskBench(Pbx pbx, Driver driver) {
    this.pbx = pbx;
    this.driver = driver;
  }

  public static void main(String[] arguments) throws Exception {
    // Else head and body of an answer go out 40 ms apart.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    Path directory = Files.createTempDirectory("switchhook-bench-");
    try (Pbx pbx = Pbx.start();
        Driver driver = new Driver(pbx);
        TestDatabase database = TestDatabase.ready()) {
      new AskBench(pbx, driver).run(database, directory);
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
      // What nobody listens to costs nobody: this session is not to be a part of what is measured.
      driver.send("Events", "EventMask", "user");
      global("SWITCHHOOK_AGI", "127.0.0.1:" + port);
      global("URL", url);
      global("ASKS", "1");
      while (!status().equals("OK")) {
        Thread.sleep(500);
      }
      measure();
      System.err.printf(Locale.ROOT, "bridge: %.0f MiB%n", bridge.residentMib());
    } finally {
      crm.stop(0);
    }
  }

  /** Whether the bridge answers by now. */
  private String status() {
    round("7611");
    return driver.all(event("End")).get(0).get("Status");
  }

  private void measure() {
    global("ASKS", Integer.toString(WARM_UP));
    WAYS.forEach(way -> round(way));
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
    String dialled = WAYS.contains(extension) ? extension(extension) : extension;
    ownNanos.clear();
    driver.forget();
    driver.originate("Local/hold@caller", "inbound", dialled, "\"Laura\" <34911555010>");
    driver.await("Done", event("Done"));
    driver.hangup("/./");
    driver.awaitIdle();
    List<Message> begun = driver.all(event("Begin"));
    List<Message> ended = driver.all(event("End"));
    List<Double> ms = new ArrayList<>();
    for (int i = 0; i < begun.size(); i++) {
      double own = i < ownNanos.size() ? ownNanos.get(i) / 1e6 : 0;
      ms.add(ms(ended.get(i)) - ms(begun.get(i)) - own);
    }
    return ms;
  }

  private static Predicate<Message> event(String name) {
    return m -> m.is("UserEvent") && m.get("UserEvent").equals(name);
  }

  private static double ms(Message message) {
    return Double.parseDouble(message.get("Timestamp")) * 1000;
  }

  private void global(String name, String value) {
    driver.send("Setvar", "Variable", name, "Value", value);
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
