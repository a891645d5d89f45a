package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.config.DeliverySettings;
import org.switchhook.config.DestinationSettings;
import org.switchhook.config.ProxyAddress;
import org.switchhook.config.ProxySettings;
import org.switchhook.config.Secret;
import org.switchhook.webhook.Accounts;
import org.switchhook.webhook.OAuth2ClientCredential;
import org.switchhook.webhook.template.Transport;

/** By a real proxy, which asks who one is. */
class ProxyIT {

  private static final String LOGIN = "BasicAuth switchhook s3cret-of-the-proxy";

  @TempDir Path directory;

  private final MockWebServer receiver = new MockWebServer();
  private Tinyproxy proxy;
  private @Nullable Path caFile;

  @BeforeEach
  void start() throws Exception {
    proxy = Tinyproxy.open(directory, LOGIN);
  }

  @AfterEach
  void stop() {
    proxy.close();
    receiver.close();
  }

  @Test
  void whatIsNotEncryptedIsPassedOn() throws Exception {
    receiver.start();
    answer(204);

    assertThat(send(site("s3cret-of-the-proxy"), null)).isEqualTo("204 null");
    RecordedRequest got = receiver.takeRequest();
    assertThat(got.getHeaders().get("Via")).contains("tinyproxy");
    assertThat(got.getHeaders().get("Proxy-Authorization")).isNull();
    assertThat(Objects.requireNonNull(got.getBody()).utf8()).isEqualTo("{}");
  }

  @Test
  void whatIsEncryptedGoesThroughATunnel() throws Exception {
    secure();
    answer(204);

    assertThat(send(site("s3cret-of-the-proxy"), null)).isEqualTo("204 null");
    RecordedRequest got = receiver.takeRequest();
    assertThat(got.getHeaders().names()).doesNotContain("Via", "Proxy-Authorization");
    assertThat(proxy.log()).contains("CONNECT 127.0.0.1:" + receiver.getPort());
  }

  @Test
  void thatItAsksForALoginIsSaid() throws Exception {
    receiver.start();
    // Of a wrong one tinyproxy says 401, others 407.
    assertThat(send(site("wrong"), null)).matches("40[17] .*");
    assertThat(send(null, address())).startsWith("407 ");
    assertThat(receiver.getRequestCount()).isZero();
  }

  @Test
  void thatItAsksForALoginIsSaidOfATunnel() throws Exception {
    secure();
    assertThat(send(site("wrong"), null)).startsWith("null IOException: ").contains("CONNECT: 40");
    assertThat(send(null, address()))
        .isEqualTo("null IOException: Failed to authenticate with proxy");
    assertThat(receiver.getRequestCount()).isZero();
  }

  @Test
  void aRowMayGoStraight() throws Exception {
    receiver.start();
    answer(204);
    assertThat(send(site("wrong"), ProxyAddress.NONE)).isEqualTo("204 null");
    assertThat(receiver.takeRequest().getHeaders().get("Via")).isNull();
  }

  @Test
  void aRowMayHaveAProxyOfItsOwn() throws Exception {
    receiver.start();
    answer(204);
    Path other = Files.createDirectory(directory.resolve("other"));
    try (Tinyproxy own = Tinyproxy.open(other, "ViaProxyName \"own\"")) {
      ProxyAddress address = ProxyAddress.of("http://127.0.0.1:" + own.port());
      assertThat(send(null, address)).isEqualTo("204 null");
    }
    assertThat(receiver.takeRequest().getHeaders().get("Via")).contains("own");
  }

  @Test
  void someHostsAreReachedWithoutIt() throws Exception {
    receiver.start();
    answer(204);
    ProxySettings site =
        new ProxySettings(address(), "", new Secret(""), ProxySettings.STANDARD_DIRECT);
    assertThat(send(site, null)).isEqualTo("204 null");
    assertThat(receiver.takeRequest().getHeaders().get("Via")).isNull();
  }

  @Test
  void aProxyThatIsAwayIsSaid() throws Exception {
    receiver.start();
    proxy.close();
    assertThat(send(site("s3cret-of-the-proxy"), null)).startsWith("null ConnectException");
    assertThat(receiver.getRequestCount()).isZero();
  }

  @Test
  void itIsNotAskedForWhatIsRefused() throws Exception {
    try (Exchange exchange = exchange(site("s3cret-of-the-proxy"))) {
      Request metadata = Request.get("http://169.254.169.254/latest", Map.of());
      assertThat(exchange.send(metadata).error()).contains("cloud-metadata address");
      assertThatThrownBy(() -> exchange.fetch("http://169.254.169.254/wsdl", 100))
          .hasMessageContaining("cloud-metadata address");
    }
    assertThat(proxy.log()).doesNotContain("169.254");
  }

  @Test
  void documentsAndTokensAreFetchedByIt() throws Exception {
    receiver.start();
    String large = "x".repeat(3 << 20);
    receiver.enqueue(new MockResponse.Builder().code(200).body(large).build());
    receiver.enqueue(
        new MockResponse.Builder()
            .code(200)
            .body("{\"access_token\": \"t\", \"token_type\": \"Bearer\"}")
            .build());
    OAuth2ClientCredential credential =
        Accounts.client(receiver.url("/token").toString(), "12345678");
    try (Exchange exchange = exchange(site("s3cret-of-the-proxy"))) {
      assertThat(exchange.fetch(receiver.url("/wsdl").toString(), 4 << 20)).hasSize(3 << 20);
      exchange.token(credential);
    }
    assertThat(receiver.takeRequest().getHeaders().get("Via")).contains("tinyproxy");
    assertThat(receiver.takeRequest().getHeaders().get("Via")).contains("tinyproxy");
  }

  private ProxyAddress address() {
    return ProxyAddress.of("http://127.0.0.1:" + proxy.port());
  }

  /** Loopback has to go by it here. */
  private ProxySettings site(String password) {
    return new ProxySettings(address(), "switchhook", new Secret(password), List.of("h.example"));
  }

  private Exchange exchange(@Nullable ProxySettings site) {
    return new Exchange(
        new DeliverySettings(
            1,
            1,
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            new DestinationSettings(List.of(), false, caFile, site)));
  }

  private String send(@Nullable ProxySettings site, @Nullable ProxyAddress own) {
    try (Exchange exchange = exchange(site)) {
      Answer answer =
          exchange.send(
              new Request(
                  "POST",
                  receiver.url("/x").toString().replace("localhost", "127.0.0.1"),
                  Map.of(),
                  "application/json",
                  "{}",
                  new Transport(null, own)));
      return answer.status() + " " + answer.error();
    }
  }

  private void answer(int status) {
    receiver.enqueue(new MockResponse.Builder().code(status).build());
  }

  private void secure() throws IOException {
    HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    HeldCertificate own =
        new HeldCertificate.Builder()
            .addSubjectAlternativeName("127.0.0.1")
            .signedBy(authority)
            .build();
    caFile = Files.writeString(directory.resolve("ca.pem"), authority.certificatePem());
    receiver.useHttps(
        new HandshakeCertificates.Builder().heldCertificate(own).build().sslSocketFactory());
    receiver.start();
  }
}
