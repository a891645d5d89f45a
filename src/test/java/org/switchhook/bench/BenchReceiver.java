package org.switchhook.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes what is posted to it, in a process of its own, and answers 204. It prints its port; {@code
 * GET /count} tells how many it took.
 */
public final class BenchReceiver {

  private static final int BACKLOG = 1024;

  private BenchReceiver() {}

  public static void main(String[] args) throws IOException {
    // Without it the JDK's server waits 40 ms for an ACK before it sends a body.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    AtomicLong count = new AtomicLong();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, BACKLOG);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/hook",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          count.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.createContext(
        "/count",
        exchange -> {
          byte[] text =
              Long.toString(count.get()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    System.out.println(server.getAddress().getPort());
  }
}
