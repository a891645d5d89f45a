package org.switchhook.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.switchhook.asterisk.agi.AgiTrial;
import org.switchhook.outbox.Await;

/** 200 calls that ask at once, again and again, and the system that takes 300 ms to answer each. */
final class AskBursts implements AutoCloseable {

  static final int CALLS = 200;
  private static final int WARM_UP = 40;
  static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration EVERY_AT_FIRST = Duration.ofMillis(500);

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration TAKES = Duration.ofMillis(300);
  private static final byte[] ANSWER = "{\"tier\": \"gold\"}".getBytes(StandardCharsets.UTF_8);
  private static final AgiTrial TRIAL = new AgiTrial("nobody", "34911555010", "7000");

  private final InetSocketAddress agi;
  private final HttpServer system;
  private final Executor later =
      CompletableFuture.delayedExecutor(TAKES.toMillis(), TimeUnit.MILLISECONDS);
  private final ExecutorService calls = Executors.newFixedThreadPool(CALLS);
  private final List<Double> ms = Collections.synchronizedList(new ArrayList<>());

  private AskBursts(int port) throws IOException {
    agi = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    // Else head and body of an answer go out 40 ms apart.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    system = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CALLS);
    system.createContext("/", this::answer);
    system.start();
  }

  /** At a site whose bridge runs: a row to ask, and the connections and classes that it takes. */
  static AskBursts ready(BenchSite site) throws Exception {
    AskBursts bursts = new AskBursts(site.agiPort());
    site.database()
        .execute(
            "INSERT INTO webhooks (name, event, url, config) VALUES ('bursts', 'ask', ?, ?)",
            "http://127.0.0.1:" + bursts.system.getAddress().getPort() + "/ask",
            """
            {"request": {"method": "GET", "params": {"phone": "{call.from.number}"}},
             "response": {"save": {"tier": "{response.body.tier}"}}}
            """);
    Await.until("the row is asked", SOON, bursts::isAnswered);
    for (int i = 0; i < WARM_UP; i++) {
      bursts.burst();
    }
    return bursts;
  }

  private boolean isAnswered() {
    try {
      return "OK".equals(ask().get("SWITCHHOOK_STATUS"));
    } catch (IOException e) {
      return false; // The bridge does not listen yet.
    }
  }

  private void answer(HttpExchange exchange) {
    later.execute(() -> end(exchange));
  }

  private static void end(HttpExchange exchange) {
    try (exchange) {
      exchange.sendResponseHeaders(200, ANSWER.length);
      exchange.getResponseBody().write(ANSWER);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, String> ask() throws IOException {
    return TRIAL.run(agi, List.of("call", "bursts"), List.of());
  }

  /**
   * One after the other until it is closed, but for a rest in between. What was compiled while
   * deliveries alone used it is compiled anew for asks, so both warm up together.
   */
  void begin(Duration warmUp, Duration rest) {
    Thread thread = new Thread(() -> run(warmUp, rest), "bursts");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Duration warmUp, Duration rest) {
    long restAt = System.nanoTime() + warmUp.toNanos();
    try {
      while (System.nanoTime() < restAt) {
        burst();
        TimeUnit.NANOSECONDS.sleep(EVERY_AT_FIRST.toNanos());
      }
      TimeUnit.NANOSECONDS.sleep(restAt + rest.toNanos() - System.nanoTime());
      ms.clear();
      while (!calls.isShutdown()) {
        burst();
        TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void burst() throws InterruptedException, ExecutionException {
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      all.add(calls.submit(this::timed));
    }
    for (Future<?> one : all) {
      one.get();
    }
  }

  private Void timed() throws IOException {
    long start = System.nanoTime();
    String status = ask().get("SWITCHHOOK_STATUS");
    ms.add((System.nanoTime() - start) / 1e6);
    if (!"OK".equals(status)) {
      throw new IllegalStateException("an ask came to " + status);
    }
    return null;
  }

  /** How long the slowest ask took, and how many there were. */
  String figures() {
    return "\"asks\":%d,\"ask_max_ms\":%.0f"
        .formatted(ms.size(), ms.stream().mapToDouble(Double::doubleValue).max().orElse(0));
  }

  @Override
  public void close() {
    calls.shutdown();
    system.stop(0);
  }
}
