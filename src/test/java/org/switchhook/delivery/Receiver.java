package org.switchhook.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An HTTP receiver that keeps what it got, and notices what it has in hand twice at once. */
final class Receiver implements AutoCloseable {

  private static final int BACKLOG = 1024;

  static {
    // Without it the JDK's server waits 40 ms for an ACK before it sends a body.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Got> got = new ArrayList<>();
  private final Set<String> inHand = new HashSet<>();
  private final List<String> twiceAtOnce = new ArrayList<>();
  private int most;
  private volatile Function<Got, Reply> answer = request -> Reply.NO_CONTENT;

  /**
   * One request.
   *
   * @param atNanos when it came, in {@link System#nanoTime}
   */
  record Got(String path, String id, int attempt, String body, long atNanos) {
    String delivery() {
      return path + " " + id;
    }
  }

  /**
   * How it is answered.
   *
   * @param afterMillis how long the receiver thinks
   */
  record Reply(int status, @Nullable String retryAfter, long afterMillis) {
    static final Reply NO_CONTENT = of(204);

    static Reply of(int status) {
      return new Reply(status, null, 0);
    }

    Reply after(long millis) {
      return new Reply(status, retryAfter, millis);
    }
  }

  private Receiver(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Listens on a free port of loopback. */
  static Receiver open() throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new Receiver(HttpServer.create(address, BACKLOG));
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** From now on it answers like that. */
  void answer(Function<Got, Reply> how) {
    answer = how;
  }

  /** All that came until now. */
  synchronized List<Got> got() {
    return List.copyOf(got);
  }

  synchronized int count() {
    return got.size();
  }

  /** What came, each delivery once; fails where one came with two bodies. */
  Map<String, Got> deliveries() {
    return got().stream().collect(Collectors.toMap(Got::delivery, one -> one, Receiver::same));
  }

  /** The deliveries that came while they were in hand already. */
  synchronized List<String> twiceAtOnce() {
    return List.copyOf(twiceAtOnce);
  }

  /** The most that it had in hand at one time. */
  synchronized int mostInHand() {
    return most;
  }

  private static Got same(Got one, Got other) {
    if (!one.body.equals(other.body)) {
      throw new AssertionError("one id, two bodies:\n" + one + "\n" + other);
    }
    return one;
  }

  private void handle(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var headers = exchange.getRequestHeaders();
    Got request =
        new Got(
            exchange.getRequestURI().getPath(),
            headers.getFirst("webhook-id"),
            Integer.parseInt(headers.getFirst("X-Switchhook-Attempt")),
            body,
            now);
    begin(request);
    try {
      Reply reply = answer.apply(request);
      Thread.sleep(reply.afterMillis);
      if (reply.retryAfter != null) {
        exchange.getResponseHeaders().set("Retry-After", reply.retryAfter);
      }
      end(request); // Before the answer: the next attempt may come as soon as it is out.
      exchange.sendResponseHeaders(reply.status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is closed
    } finally {
      exchange.close();
    }
  }

  private synchronized void begin(Got request) {
    got.add(request);
    if (!inHand.add(request.delivery())) {
      twiceAtOnce.add(request.delivery());
    }
    most = Math.max(most, inHand.size());
  }

  private synchronized void end(Got request) {
    inHand.remove(request.delivery());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
