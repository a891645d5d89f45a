package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.config.DeliverySettings;

class ExchangeTest {

  private final MockWebServer receiver = new MockWebServer();
  private final Exchange exchange =
      new Exchange(new DeliverySettings(2, Duration.ofSeconds(3), Duration.ofSeconds(2)));

  @BeforeEach
  void start() throws IOException {
    receiver.start();
  }

  @AfterEach
  void stop() {
    exchange.close();
    receiver.close();
  }

  @Test
  void whatTheReceiverGets() throws Exception {
    receiver.enqueue(new MockResponse.Builder().code(202).body("thanks").build());
    Answer answer = exchange.send(post(url("/h?a=b"), Map.of("X-A", "é\r\nX-B: 1")));
    RecordedRequest request = receiver.takeRequest();
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.head()).isEqualTo("thanks");
    assertThat(answer.error()).isNull();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo("/h?a=b");
    assertThat(request.getHeaders().get("User-Agent")).matches("Switchhook/\\d+\\.\\d+\\.\\d+.*");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.getHeaders().get("X-A")).isEqualTo("???X-B: 1");
    assertThat(request.getBody().utf8()).isEqualTo("{\"ñ\":1}");
  }

  @Test
  void aPasswordInTheUrlIsBasicAuthentication() throws Exception {
    receiver.enqueue(new MockResponse.Builder().code(200).build());
    exchange.send(post("http://u:p%C3%A4@127.0.0.1:" + receiver.getPort() + "/", Map.of()));
    assertThat(receiver.takeRequest().getHeaders().get("Authorization"))
        .isEqualTo("Basic dTpww6Q=");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 408, 503})
  void oneCallIsOneRequest(int status) {
    receiver.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Location", "/elsewhere")
            .addHeader("Retry-After", "0")
            .build());
    receiver.enqueue(new MockResponse.Builder().code(200).build());
    assertThat(exchange.send(post(url("/"), Map.of())).status()).isEqualTo(status);
    assertThat(receiver.getRequestCount()).isEqualTo(1);
  }

  @Test
  void anEndlessAnswerIsReadUpToALimit() {
    receiver.enqueue(new MockResponse.Builder().code(200).body("x".repeat(10_000_000)).build());
    Answer answer = exchange.send(post(url("/"), Map.of()));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.head()).hasSize(16 * 1024);
  }

  @Test
  void aDrippingAnswerIsCutAtTheEndOfTheAttempt() {
    receiver.enqueue(
        new MockResponse.Builder()
            .code(500)
            .body("y".repeat(1000))
            .throttleBody(1, 200, TimeUnit.MILLISECONDS)
            .build());
    Answer answer = exchange.send(post(url("/"), Map.of()));
    assertThat(answer.duration()).isLessThan(Duration.ofSeconds(4));
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.error()).contains("broke off");
    assertThat(answer.head()).matches("y+");
  }

  @Test
  void nobodyThere() {
    int port = receiver.getPort();
    receiver.close();
    Answer answer = exchange.send(post("http://u:geheim@127.0.0.1:" + port + "/?k=v", Map.of()));
    assertThat(answer.status()).isNull();
    assertThat(answer.error()).contains("127.0.0.1").doesNotContain("geheim", "k=v");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/",
        "http://2852039166/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://user@169.254.169.254/",
      })
  void noSocketToWhereCloudsTellSecrets(String url) {
    Answer answer = exchange.send(post(url, Map.of()));
    assertThat(answer.status()).isNull();
    assertThat(answer.error()).contains("refused").contains("link-local or cloud-metadata");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "::1", "2001:db8::1", "64:ff9b::808:808"})
  void otherAddressesAreFine(String address) throws Exception {
    assertThat(AddressPolicy.allows(InetAddress.getByName(address))).isTrue();
  }

  private String url(String path) {
    return receiver.url(path).toString();
  }

  private static Post post(String url, Map<String, String> headers) {
    return new Post(url, headers, "application/json", "{\"ñ\":1}");
  }
}
