package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.config.DeliverySettings;

/** A connection is used again. */
class ConnectionsTest {

  private final MockWebServer receiver = new MockWebServer();
  private final Exchange exchange =
      new Exchange(
          new DeliverySettings(64, 4, Duration.ofSeconds(3), Duration.ofSeconds(10)),
          name -> List.of(InetAddress.getLoopbackAddress()));

  @BeforeEach
  void start() throws IOException {
    receiver.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().code(204).build();
          }
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    exchange.close();
    receiver.close();
  }

  @Test
  void fourInFlightToOneEndpointNeedFour() throws Exception {
    send(4, 200, number -> "crm.example");
    assertThat(connections(200)).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void fiftyEndpointsNeedNoMoreThanTheyHaveInFlight() throws Exception {
    // Each worker has its own endpoint: 64 in flight, 50 endpoints, two of some.
    send(64, 640, number -> "crm" + number % 64 % 50 + ".example");
    assertThat(connections(640)).hasSizeLessThanOrEqualTo(64);
  }

  @Test
  void aRequestThatEndsWakesNobody() throws Exception {
    send(4, 500, number -> "crm.example");
    long looks = keepers().mapToLong(ThreadInfo::getWaitedCount).sum();
    send(4, 500, number -> "crm.example");

    // Each of the 500 would have woken it.
    assertThat(keepers().mapToLong(ThreadInfo::getWaitedCount).sum() - looks).isLessThan(50);
  }

  @Test
  void oneThatIsIdleIsClosedInTimeThoughOthersAreNot() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Duration> idle = CompletableFuture.supplyAsync(() -> answerOnce(other));
      assertThat(post("idle.example", other.getLocalPort()).status()).isEqualTo(204);
      while (!idle.isDone()) {
        assertThat(post("crm.example").status()).isEqualTo(204);
      }

      // Node and Apache close it themselves after 5 s.
      assertThat(idle.get()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(4900));
    }
  }

  /** How long the connection stays after its only answer. */
  private static Duration answerOnce(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
      InputStream request = socket.getInputStream();
      while (request.read() != '{') {
        // The body begins there.
      }
      assertThat(request.read()).isEqualTo('}');
      String answer = "HTTP/1.1 204 No Content\r\n\r\n";
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      long start = System.nanoTime();
      assertThat(request.read()).isEqualTo(-1);
      return Duration.ofNanos(System.nanoTime() - start);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<ThreadInfo> keepers() {
    return Stream.of(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
        .filter(thread -> thread.getThreadName().startsWith("OkHttp ConnectionPool"));
  }

  @Test
  void theEndOfABodyWaitsForNoAcknowledgement() throws IOException {
    SocketFactory sockets =
        new GuardedSockets(new AddressPolicy(List.of()), 1000, Duration.ofSeconds(1));
    try (Socket socket =
        sockets.createSocket(InetAddress.getLoopbackAddress(), receiver.getPort())) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }

  private void send(int workers, int count, IntFunction<String> host) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Future<?>> sent = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        int first = worker;
        sent.add(
            threads.submit(
                () -> {
                  for (int number = first; number < count; number += workers) {
                    assertThat(post(host.apply(number)).status()).isEqualTo(204);
                  }
                }));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Answer post(String host) {
    return post(host, receiver.getPort());
  }

  private Answer post(String host, int port) {
    String url = "http://%s:%d/".formatted(host, port);
    return exchange.send(Request.post(url, Map.of(), "application/json", "{}"));
  }

  private Set<Integer> connections(int requests) throws InterruptedException {
    Set<Integer> connections = new HashSet<>();
    for (int i = 0; i < requests; i++) {
      connections.add(receiver.takeRequest().getConnectionIndex());
    }
    return connections;
  }
}
