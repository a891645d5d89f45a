package org.switchhook.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Does what each receiver of deliveries has to, in a process of its own: reads the JSON and keeps
 * the ids, so that it knows a repeat; answers 204. It prints its port; {@code GET /count} tells how
 * many it has got since it was asked last, each counted once.
 */
public final class BenchReceiver {

  private static final int BACKLOG = 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private BenchReceiver() {}

  public static void main(String[] args) throws IOException {
    // Without it the JDK's server waits 40 ms for an ACK before it sends a body.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    Set<String> got = ConcurrentHashMap.newKeySet();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, BACKLOG);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/hook",
        exchange -> {
          JsonNode body = JSON.readTree(exchange.getRequestBody());
          String id = exchange.getRequestHeaders().getFirst("webhook-id");
          if (!body.isObject() || id == null) {
            throw new IOException("this is no delivery");
          }
          got.add(exchange.getRequestURI().getPath() + id);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.createContext(
        "/count",
        exchange -> {
          byte[] text = Integer.toString(got.size()).getBytes(StandardCharsets.UTF_8);
          got.clear();
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    System.out.println(server.getAddress().getPort());
  }
}
