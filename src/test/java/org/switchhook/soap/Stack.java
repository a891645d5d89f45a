package org.switchhook.soap;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import jakarta.xml.ws.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Metro on the JDK's HTTP server, and a client that sends what we write. */
final class Stack implements AutoCloseable {

  /** It tells each fault that it answers with, stack trace included. */
  private static final Logger METRO = Logger.getLogger("com.sun.xml.ws");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Endpoint> endpoints = new ArrayList<>();

  Stack() throws IOException {
    METRO.setLevel(Level.OFF);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  /** Offers it, and reads the WSDL that the stack has for it. */
  Wsdl offer(String path, Endpoint endpoint) throws IOException {
    endpoint.publish(server.createContext(path));
    endpoints.add(endpoint);
    return Wsdl.read(address(path) + "?wsdl", this::document);
  }

  String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** The answer's body, whatever its status. */
  String call(Operation operation, Map<String, JsonNode> parameters)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(operation.address()))
            .header("Content-Type", operation.contentType())
            .POST(HttpRequest.BodyPublishers.ofString(operation.envelope(parameters)));
    operation.headers().forEach(request::header);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  private byte[] document(URI location, int atMost) throws IOException {
    try {
      return client
          .send(HttpRequest.newBuilder(location).build(), HttpResponse.BodyHandlers.ofByteArray())
          .body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    endpoints.forEach(Endpoint::stop);
    server.stop(0);
    threads.shutdownNow();
  }
}
