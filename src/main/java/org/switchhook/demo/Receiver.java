package org.switchhook.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The receiver of webhooks on loopback, in the place of a CRM: takes each POST and shows it. */
public final class Receiver implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  private Receiver(HttpServer server) {
    this.server = server;
  }

  /**
   * One POST.
   *
   * @param event the name in {@code X-Switchhook-Event}
   */
  public record Posted(String path, String event, String body) {}

  /** Listens on a free port. */
  public static Receiver start(Consumer<Posted> show) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Receiver receiver = new Receiver(HttpServer.create(any, 0));
    receiver.server.createContext("/", exchange -> take(exchange, show));
    receiver.server.setExecutor(receiver.threads);
    receiver.server.start();
    return receiver;
  }

  /** Where to send to, e.g. {@code http://127.0.0.1:40123}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static void take(HttpExchange exchange, Consumer<Posted> show) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String event = exchange.getRequestHeaders().getFirst("X-Switchhook-Event");
      show.accept(
          new Posted(
              exchange.getRequestURI().getPath(),
              event == null ? "" : event,
              new String(body, StandardCharsets.UTF_8)));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
