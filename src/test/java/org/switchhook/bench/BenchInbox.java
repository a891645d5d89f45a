package org.switchhook.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A receiver on loopback: reads each delivery, gives its event's id away, and answers 204. */
final class BenchInbox implements AutoCloseable {

  private static final int BACKLOG = 1024;

  private final HttpServer server;
  private final Consumer<String> ids;

  private BenchInbox(HttpServer server, Consumer<String> ids) {
    this.server = server;
    this.ids = ids;
  }

  /**
   * Opens it.
   *
   * @param ids takes each id as soon as its request has been read to the end
   */
  static BenchInbox open(Consumer<String> ids) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    BenchInbox inbox = new BenchInbox(HttpServer.create(address, BACKLOG), ids);
    inbox.server.createContext("/", inbox::take);
    inbox.server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "inbox");
              thread.setDaemon(true);
              return thread;
            }));
    inbox.server.start();
    return inbox;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  private void take(HttpExchange exchange) throws IOException {
    int length = exchange.getRequestBody().readAllBytes().length;
    String id = exchange.getRequestHeaders().getFirst("webhook-id");
    if (length == 0 || id == null) {
      throw new IOException("this is no delivery");
    }
    ids.accept(id);
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
