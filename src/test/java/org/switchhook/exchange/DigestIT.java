package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.config.DeliverySettings;
import org.switchhook.config.Secret;
import org.switchhook.outbox.Await;
import org.switchhook.webhook.Accounts;
import org.switchhook.webhook.DigestCredential;

/** Digest authentication at a server that others have written. */
class DigestIT {

  private static final String SECRET = "Circle of Life ñ";
  private static final long LONG = 300_000;

  @TempDir private Path directory;
  private final Exchange exchange =
      new Exchange(new DeliverySettings(64, 64, Duration.ofSeconds(3), Duration.ofSeconds(10)));

  @AfterEach
  void stop() {
    exchange.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "SHA-256", "SHA-256,MD5", "MD5,SHA-256"})
  void aChallengeIsGoodForManyRequests(String algorithms) throws Exception {
    try (DigestServer server = server(algorithms, LONG)) {
      for (int i = 1; i <= 3; i++) {
        assertThat(send(server, SECRET).status()).isEqualTo(204);
      }
      assertThat(server.taken).containsExactly("mufasa {}", "mufasa {}", "mufasa {}");
      assertThat(server.authorizations).hasSize(4);
      assertThat(server.authorizations.get(0)).isEmpty();
      String first = algorithms.split(",")[0];
      for (int i = 1; i <= 3; i++) {
        assertThat(server.authorizations.get(i))
            .startsWith("Digest username=\"mufasa\"")
            .contains("nc=0000000" + i, "algorithm=" + first, "qop=auth")
            .doesNotContain(SECRET);
      }
    }
  }

  @Test
  void aNonceThatHasExpiredIsReplacedWithinTheAttempt() throws Exception {
    try (DigestServer server = server("SHA-256", 300)) {
      assertThat(send(server, SECRET).status()).isEqualTo(204);
      int before = server.authorizations.size();
      Await.until(
          "a nonce that is too old",
          Duration.ofSeconds(10),
          () -> {
            int known = server.authorizations.size();
            assertThat(send(server, SECRET).status()).isEqualTo(204);
            return server.authorizations.size() == known + 2;
          });
      List<String> all = server.authorizations;
      assertThat(all.size()).isGreaterThan(before);
      assertThat(nonce(all.get(all.size() - 1))).isNotEqualTo(nonce(all.get(all.size() - 2)));
      assertThat(all.get(all.size() - 1)).contains("nc=00000001");
    }
  }

  private static String nonce(String authorization) {
    return authorization.replaceFirst(".* nonce=\"([^\"]*)\".*", "$1");
  }

  @Test
  void aWrongPasswordIsTriedOnceAndNotRepeated() throws Exception {
    try (DigestServer server = server("SHA-256", LONG)) {
      assertThat(send(server, "wrong").status()).isEqualTo(401);
      assertThat(server.authorizations).hasSize(2);
      assertThat(server.taken).isEmpty();
    }
  }

  @Test
  void manyAtATime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try (DigestServer server = server("SHA-256", LONG)) {
      List<Callable<Answer>> calls =
          Stream.<Callable<Answer>>generate(() -> () -> send(server, SECRET)).limit(200).toList();
      for (Future<Answer> answer : threads.invokeAll(calls)) {
        assertThat(answer.get().status()).as(answer.get().toString()).isEqualTo(204);
      }
      assertThat(server.taken).hasSize(200);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aDomainHoldsBackEvenTheFirstRequest() throws Exception {
    try (DigestServer server = server("MD5", LONG)) {
      DigestCredential elsewhere =
          new DigestCredential(
              Accounts.label("crm.example, *.crm.example"), "mufasa", new Secret(SECRET));
      Answer answer = exchange.send(request(server), elsewhere, List.of());
      assertThat(answer.error())
          .isEqualTo(
              "refused: row 1 of credentials goes to crm.example, *.crm.example alone (domain), and"
                  + " url to 127.0.0.1");
      assertThat(answer.withheld()).isTrue();
      assertThat(server.authorizations).isEmpty();
    }
  }

  private DigestServer server(String algorithms, long nonceValidityMillis) throws Exception {
    return new DigestServer(directory, algorithms, nonceValidityMillis, Map.of("mufasa", SECRET));
  }

  private Answer send(DigestServer server, String secret) {
    return exchange.send(
        request(server),
        new DigestCredential(Accounts.LABEL, "mufasa", new Secret(secret)),
        List.of());
  }

  private static Request request(DigestServer server) {
    return Request.post(server.url("/h?a=b%20c&d=%C3%B1"), Map.of(), "application/json", "{}");
  }
}
