package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.config.DeliverySettings;
import org.switchhook.config.DestinationSettings;

/** Real certificates, good and bad. */
class TlsTest {

  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("Our authority").build();

  @TempDir private Path directory;
  private final MockWebServer receiver = new MockWebServer();

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void anAuthorityOfOursIsTrustedWhenItIsNamed() throws Exception {
    Path caFile = file(AUTHORITY);
    assertThat(answer(signed("127.0.0.1"), caFile)).isEqualTo("200 null");
  }

  @Test
  void otherwiseItIsNot() throws Exception {
    assertThat(answer(signed("127.0.0.1"), null)).contains("signed by nobody who is trusted here");
    assertThat(receiver.getRequestCount()).isZero();
  }

  @Test
  void selfSigned() throws Exception {
    HeldCertificate own =
        new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    assertThat(answer(own, file(AUTHORITY))).contains("TLS: ").contains("or by itself");
    assertThat(receiver.getRequestCount()).isZero();
  }

  @Test
  void anotherHost() throws Exception {
    assertThat(answer(signed("crm.example"), file(AUTHORITY)))
        .contains("TLS: the certificate is for another host", "127.0.0.1 not verified");
    assertThat(receiver.getRequestCount()).isZero();
  }

  @Test
  void expired() throws Exception {
    assertThat(answer(old().signedBy(AUTHORITY).build(), file(AUTHORITY)))
        .isEqualTo("null TLS: the certificate has expired");
    assertThat(receiver.getRequestCount()).isZero();
  }

  @Test
  void expiredAndNamedItself() throws Exception {
    HeldCertificate own = old().build();
    assertThat(answer(own, file(own))).isEqualTo("null TLS: the certificate has expired");
  }

  @Test
  void tlsBefore12() {
    // What a server that speaks TLS 1.0 at most says to a ClientHello: a ServerHello of version
    // 3.1, a random of 32 bytes, no session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression.
    String hello = "02000026" + "0301" + "11".repeat(32) + "00" + "002f" + "00";
    byte[] bytes = HexFormat.of().parseHex("160301002a" + hello);
    try (RawReceiver old =
        RawReceiver.speaking(
            out -> {
              out.write(bytes);
              out.flush();
              Thread.sleep(2000);
            })) {
      assertThat(send("https://127.0.0.1:" + old.port() + "/", null))
          .isEqualTo("null TLS: the server speaks no TLS 1.2 or later");
      assertThat(old.accepted()).isEqualTo(1);
    }
  }

  @Test
  void noTlsAtAll() {
    try (RawReceiver plain =
        RawReceiver.speaking(
            out -> out.write("HTTP/1.1 400 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {
      assertThat(send("https://127.0.0.1:" + plain.port() + "/", null)).startsWith("null TLS: ");
    }
  }

  private String answer(HeldCertificate certificate, @Nullable Path caFile) throws IOException {
    receiver.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    receiver.enqueue(new MockResponse.Builder().code(200).build());
    receiver.start();
    return send("https://127.0.0.1:" + receiver.getPort() + "/", caFile);
  }

  private static String send(String url, @Nullable Path caFile) {
    DeliverySettings settings =
        new DeliverySettings(
            1,
            1,
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            new DestinationSettings(List.of(), true, caFile));
    try (Exchange exchange = new Exchange(settings)) {
      Answer answer = exchange.send(Request.post(url, Map.of(), "application/json", "{}"));
      return answer.status() + " " + answer.error();
    }
  }

  private static HeldCertificate signed(String host) {
    return new HeldCertificate.Builder()
        .addSubjectAlternativeName(host)
        .signedBy(AUTHORITY)
        .build();
  }

  private static HeldCertificate.Builder old() {
    long now = Instant.now().toEpochMilli();
    return new HeldCertificate.Builder()
        .addSubjectAlternativeName("127.0.0.1")
        .validityInterval(now - 7_200_000, now - 3_600_000);
  }

  private Path file(HeldCertificate certificate) throws IOException {
    return Files.writeString(directory.resolve("ca.pem"), certificate.certificatePem());
  }
}
