package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.config.DeliverySettings;

class ExchangeTest {

  private final MockWebServer receiver = new MockWebServer();
  private final Exchange exchange =
      new Exchange(new DeliverySettings(2, 2, Duration.ofSeconds(3), Duration.ofSeconds(2)));

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
    Answer answer = exchange.send(request(url("/h?a=b"), Map.of("X-A", "é\r\nX-B: 1")));
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
    exchange.send(request("http://u:p%C3%A4@127.0.0.1:" + receiver.getPort() + "/", Map.of()));
    assertThat(receiver.takeRequest().getHeaders().get("Authorization"))
        .isEqualTo("Basic dTpww6Q=");
  }

  @ParameterizedTest
  @CsvSource({
    "301, http://169.254.169.254/latest/meta-data/",
    "302, http://169.254.169.254/latest/meta-data/",
    "307, http://169.254.169.254/latest/meta-data/",
    "308, http://169.254.169.254/latest/meta-data/",
    "301, /elsewhere",
    "307, /elsewhere",
    "408, /elsewhere",
    "503, /elsewhere",
  })
  void oneCallIsOneRequest(int status, String location) {
    receiver.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("Location", location)
            .addHeader("Retry-After", "0")
            .build());
    receiver.enqueue(new MockResponse.Builder().code(200).build());
    Answer answer = exchange.send(request(url("/"), Map.of()));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error()).isNull(); // a dial that was refused would stand here
    assertThat(receiver.getRequestCount()).isEqualTo(1);
  }

  @Test
  void nobodyThere() {
    int port = receiver.getPort();
    receiver.close();
    Answer answer = exchange.send(request("http://u:geheim@127.0.0.1:" + port + "/?k=v", Map.of()));
    assertThat(answer.status()).isNull();
    assertThat(answer.error()).contains("127.0.0.1").doesNotContain("geheim", "k=v");
  }

  private String url(String path) {
    return receiver.url(path).toString();
  }

  private static Request request(String url, Map<String, String> headers) {
    return Request.post(url, headers, "application/json", "{\"ñ\":1}");
  }
}
