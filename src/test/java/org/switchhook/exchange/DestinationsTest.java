package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.Thread.State;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.config.AddressBlock;
import org.switchhook.config.DeliverySettings;
import org.switchhook.config.DestinationSettings;
import org.switchhook.outbox.Await;

/** Where requests may go. */
class DestinationsTest {

  private static final DeliverySettings PATIENT =
      new DeliverySettings(1, 1, Duration.ofSeconds(20), Duration.ofSeconds(20));

  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");

  private final RawReceiver receiver =
      RawReceiver.answering(
          out ->
              out.write(
                  "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII)));
  private final List<Exchange> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Exchange::close);
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "127.1",
        "0.0.0.0",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "user@127.0.0.1",
        "crm.example@127.0.0.1",
        "user:password@localhost",
      })
  void noSocketToWhatIsDeniedHoweverItIsWritten(String host) {
    Exchange exchange = exchange(Dns.SYSTEM, LOOPBACK, false);
    Answer answer = send(exchange, "http://" + host + ":" + receiver.port() + "/");
    assertThat(answer.status()).isNull();
    // A number that is no address to the resolver of this Java is not even dialled.
    assertThat(answer.error()).containsAnyOf("of deny in [delivery]", "unknown host");
    assertThat(answer.error()).doesNotContain("password");
    assertThat(receiver.accepted()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "[::ffff:169.254.169.254]",
        "[::169.254.169.254]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::1]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "168.63.129.16",
        "user@169.254.169.254",
      })
  void noSocketToWhereCloudsTellSecrets(String host) {
    Answer answer = send(exchange(Dns.SYSTEM, List.of(), false), "http://" + host + "/");
    assertThat(answer.status()).isNull();
    assertThat(answer.error()).containsAnyOf("link-local or cloud-metadata", "unknown host");
    assertThat(answer.duration()).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aNameIsJudgedByTheAddressOfTheMomentItIsDialled() {
    Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "169.254.169.254", "127.0.0.1"));
    Dns rebinding = name -> List.of(address(answers.remove()));
    Exchange exchange = exchange(rebinding, List.of(), false);
    String url = "http://crm.example:" + receiver.port() + "/";

    assertThat(send(exchange, url).status()).isEqualTo(200);
    assertThat(send(exchange, url).error()).contains("refused: 169.254.169.254");
    assertThat(send(exchange, url).status()).isEqualTo(200);
    assertThat(receiver.accepted()).isEqualTo(2);
  }

  @Test
  void ofSeveralAddressesOneThatIsAllowedAndThereSuffices() {
    Dns several = name -> List.of(address("169.254.169.254"), address("127.0.0.1"));
    Exchange exchange = exchange(several, List.of(), false);
    assertThat(send(exchange, "http://crm.example:" + receiver.port() + "/").status())
        .isEqualTo(200);
  }

  private static List<InetAddress> hanging(String name) throws UnknownHostException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException(name);
  }

  @Test
  void aResolverThatDoesNotAnswerIsNotWaitedFor() {
    Answer answer =
        send(exchange(DestinationsTest::hanging, List.of(), false), "http://crm.example/");
    assertThat(answer.error()).isEqualTo("unknown host: crm.example: the resolver does not answer");
    assertThat(answer.duration()).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aResolverIsNotWaitedForBeyondTheTimeOfTheRequest() {
    Duration atMost = Duration.ofMillis(100);
    try (Exchange exchange = new Exchange(PATIENT, DestinationsTest::hanging)) {
      Answer answer = exchange.send(Request.get("http://crm.example/", Map.of()).within(atMost));
      assertThat(answer.status()).isNull();
      assertThat(answer.duration()).isBetween(atMost, Duration.ofSeconds(10));
    }
  }

  @Test
  void whoIsStoppedAsItConnectsHasAnAnswerAllTheSame() throws Exception {
    try (FullServer full = new FullServer();
        Exchange exchange = new Exchange(PATIENT)) {
      AtomicReference<Answer> answer = new AtomicReference<>();
      AtomicBoolean stopped = new AtomicBoolean();
      Thread thread =
          new Thread(
              () -> {
                // A name that may have several addresses: another thread connects to the first.
                String url = "http://localhost:%d/".formatted(full.port());
                answer.set(exchange.send(Request.get(url, Map.of())));
                stopped.set(Thread.currentThread().isInterrupted());
              });
      thread.start();
      Await.until(
          "it waits",
          Duration.ofSeconds(10),
          () -> EnumSet.of(State.WAITING, State.TIMED_WAITING).contains(thread.getState()));
      thread.interrupt();
      thread.join(10_000);
      assertThat(answer.get()).isNotNull().extracting(Answer::status).isNull();
      assertThat(stopped).isTrue();
    }
  }

  @Test
  void whoIsCancelledAsItConnectsHasAnAnswerAllTheSame() throws Exception {
    try (FullServer full = new FullServer();
        Exchange exchange = new Exchange(PATIENT)) {
      Request asked = Request.get("http://127.0.0.1:%d/".formatted(full.port()), Map.of());
      AtomicReference<Answer> answer = new AtomicReference<>();
      Thread thread = new Thread(() -> answer.set(exchange.send(asked)));
      thread.start();
      Await.until(
          "it ends",
          Duration.ofSeconds(10),
          () -> {
            exchange.cancel(Set.of(asked));
            return !thread.isAlive();
          });
      assertThat(answer.get()).isNotNull().extracting(Answer::status).isNull();
    }
  }

  /** One that takes nobody more: who connects waits. */
  private static final class FullServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> first = new ArrayList<>();

    FullServer() throws IOException {
      try {
        for (int i = 0; i < 10; i++) {
          Socket socket = new Socket();
          first.add(socket);
          socket.connect(server.getLocalSocketAddress(), 300);
        }
      } catch (SocketTimeoutException e) {
        return;
      }
      throw new AssertionError("it takes everybody");
    }

    int port() {
      return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : first) {
        socket.close();
      }
      server.close();
    }
  }

  @Test
  void httpsOnly() {
    Answer answer = send(exchange(Dns.SYSTEM, List.of(), true), receiver.url());
    assertThat(answer.error()).contains("https_only in [delivery]").contains("write https://");
    assertThat(receiver.accepted()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "::1", "2001:db8::1", "64:ff9b::808:808"})
  void otherAddressesAreFine(String address) {
    assertThat(new AddressPolicy(List.of()).objection(address(address))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.0, false",
    "192.0.2.128/25, 192.0.2.200, true",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "fd00::/7, fdff::1, true",
    "fd00::/8, fe00::1, false",
  })
  void blocks(String block, String address, boolean contains) {
    assertThat(AddressBlock.of(block).contains(address(address))).isEqualTo(contains);
  }

  private Exchange exchange(Dns dns, List<String> deny, boolean httpsOnly) {
    List<AddressBlock> blocks = deny.stream().map(AddressBlock::of).toList();
    Exchange exchange =
        new Exchange(
            new DeliverySettings(
                2,
                2,
                Duration.ofMillis(300),
                Duration.ofSeconds(2),
                new DestinationSettings(blocks, httpsOnly, null)),
            dns);
    open.add(exchange);
    return exchange;
  }

  private static Answer send(Exchange exchange, String url) {
    return exchange.send(Request.post(url, Map.of(), "application/json", "{}"));
  }

  private static InetAddress address(String literal) {
    return AddressBlock.of(literal).address();
  }
}
