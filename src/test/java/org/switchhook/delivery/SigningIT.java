package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.config.DeliverySettings;
import org.switchhook.exchange.Exchange;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.Delivery;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.webhook.Catalogue;

/** What a receiver sees that verifies as Standard Webhooks has it, while its secret is changed. */
class SigningIT {

  private static final String OLD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String NEW = "whsec_3wT0Ij5cYq0x0mJb2pPQ2x1kqkq1m0Zb1yQ8oF2n7cE=";
  private static final Duration IN_FORCE = Duration.ofSeconds(2);
  private static final String BODY = "{\"name\":\"Ñandú\"}";

  private final TestDatabase database = TestDatabase.ready();
  private final MockWebServer receiver = new MockWebServer();
  private final Catalogue catalogue = new Catalogue(database.jdbi(), ZoneOffset.UTC);
  private final Exchange exchange =
      new Exchange(new DeliverySettings(1, 1, Duration.ofSeconds(3), Duration.ofSeconds(10)));
  private final Sender sender =
      new Sender(
          exchange, catalogue, new Schedule(() -> 0.5), Surroundings.NONE, InstantSource.system());

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
    database.execute("INSERT INTO credentials (name, secret) VALUES ('crm', ?)", OLD);
    database.execute(
        "UPDATE webhooks SET url = ? WHERE id = 1", receiver.url("/signed").toString());
    catalogue.start();
    Await.until("first read", Duration.ofSeconds(10), () -> catalogue.find(1).isPresent());
  }

  @AfterEach
  void stop() {
    catalogue.close();
    exchange.close();
    receiver.close();
    database.close();
  }

  @Test
  void anEditOfEitherTableIsInForceWithinTwoSeconds() throws Exception {
    RecordedRequest plain = sent();
    assertThat(plain.getHeaders().get("webhook-id")).isEqualTo("evt_1");
    assertThat(plain.getHeaders().names()).doesNotContain("webhook-signature", "webhook-timestamp");

    database.execute("UPDATE webhooks SET credential = 'crm' WHERE id = 1");
    awaitReceivers(true, false);
    // The new one is there beside the old one, until all who receive have it.
    database.execute("UPDATE credentials SET secret = ?", NEW + " " + OLD);
    awaitReceivers(true, true);
    database.execute("UPDATE credentials SET secret = ?", NEW);
    awaitReceivers(false, true);
  }

  private void awaitReceivers(boolean old, boolean next) {
    Await.until(
        "old %s, new %s".formatted(old, next),
        IN_FORCE,
        () -> {
          try {
            RecordedRequest request = sent();
            return verifies(request, OLD) == old && verifies(request, NEW) == next;
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private RecordedRequest sent() throws InterruptedException {
    Delivery delivery =
        new Delivery(1, "evt_1", 1, "call.queued", 1, null, "application/json", BODY, BODY, 0);
    sender.send(delivery, catalogue.find(1).orElseThrow());
    return receiver.takeRequest();
  }

  /** As a receiver does it that has one secret. */
  private static boolean verifies(RecordedRequest request, String secret) {
    Headers headers = request.getHeaders();
    String seconds = headers.get("webhook-timestamp");
    String signatures = headers.get("webhook-signature");
    if (seconds == null || signatures == null) {
      return false;
    }
    long age = Instant.now().getEpochSecond() - Long.parseLong(seconds);
    assertThat(age).isBetween(0L, 5L);
    String signed = headers.get("webhook-id") + "." + seconds + "." + request.getBody().utf8();
    byte[] expected = hmac(secret, signed);
    return Arrays.stream(signatures.split(" "))
        .map(one -> Base64.getDecoder().decode(one.replaceFirst("^v1,", "")))
        .anyMatch(one -> MessageDigest.isEqual(one, expected));
  }

  private static byte[] hmac(String secret, String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
