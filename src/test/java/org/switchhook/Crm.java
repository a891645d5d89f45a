package org.switchhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;

/** A system that is asked about callers, and the ways in which it does not answer. */
final class Crm implements AutoCloseable {

  private static final int REFUSING = 9;
  private static final byte[] MANY = new byte[10 << 20];

  private final List<HttpUrl> asked = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile String answer = "{}";

  Crm() throws IOException {
    // Else head and body of an answer go out 40 ms apart.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    server.createContext("/ok", exchange -> send(exchange, 200, bytes(answer)));
    server.createContext("/500", exchange -> send(exchange, 500, bytes("{\"tier\": \"none\"}")));
    server.createContext("/nonsense", exchange -> send(exchange, 200, bytes("<<< {{ \u0000")));
    server.createContext("/many", exchange -> send(exchange, 200, MANY));
    server.createContext("/elsewhere", this::elsewhere);
    server.createContext("/hang", exchange -> await(60_000));
    server.createContext("/slow", this::slow);
    server.setExecutor(threads);
    server.start();
  }

  /** What it answers at /ok and /slow. */
  void answers(String json) {
    answer = json;
  }

  String url(String path) {
    int port = path.equals("/refusing") ? REFUSING : server.getAddress().getPort();
    return "http://127.0.0.1:" + port + path;
  }

  List<HttpUrl> asked() {
    return asked;
  }

  List<String> bodies() {
    return bodies;
  }

  private void slow(HttpExchange exchange) throws IOException {
    await(300);
    send(exchange, 200, bytes(answer));
  }

  private void elsewhere(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", url("/ok"));
    send(exchange, 302, new byte[0]);
  }

  private void await(int ms) {
    try {
      boolean closed = closing.await(ms, TimeUnit.MILLISECONDS);
      assert closed || ms > 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    asked.add(HttpUrl.get("http://h" + exchange.getRequestURI()));
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
