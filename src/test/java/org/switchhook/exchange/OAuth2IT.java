package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.config.DeliverySettings;
import org.switchhook.outbox.Await;
import org.switchhook.webhook.Accounts;
import org.switchhook.webhook.Credential;

/** Tokens of an authorization server that others have written. */
class OAuth2IT {

  private static final int CALLERS = 50;
  private static final String SECRET = AuthorizationServerSetup.CLIENT_SECRET;

  @TempDir private Path directory;
  private final Exchange exchange =
      new Exchange(new DeliverySettings(64, 64, Duration.ofSeconds(3), Duration.ofSeconds(10)));
  private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
  private AuthorizationServer server;

  @BeforeEach
  void start() throws Exception {
    server = new AuthorizationServer(directory);
  }

  @AfterEach
  void stop() throws Exception {
    threads.shutdownNow();
    exchange.close();
    server.close();
  }

  private Credential client() {
    return Accounts.client(server.url("/oauth2/token"), SECRET);
  }

  @Test
  void oneTokenForFiftyCallersAndOneMoreAfterA401() throws Exception {
    assertTaken(client());
    assertThat(server.tokenRequests).hasValue(1);
    assertThat(server.unauthorized).hasValue(0);

    server.forgetTokens();
    assertTaken(client());
    assertThat(server.tokenRequests).hasValue(2);
    assertThat(server.unauthorized).hasPositiveValue();
    assertThat(server.taken).hasValue(2 * CALLERS);
  }

  private void assertTaken(Credential credential) throws Exception {
    List<Callable<Answer>> calls = Collections.nCopies(CALLERS, () -> send(credential));
    for (Future<Answer> answer : threads.invokeAll(calls)) {
      assertThat(answer.get().status()).as(answer.get().toString()).isEqualTo(204);
    }
  }

  @Test
  void aTokenIsReplacedBeforeItExpires() {
    assertThat(send(client()).status()).isEqualTo(204);
    Await.until(
        "another token",
        AuthorizationServerSetup.LIFETIME.multipliedBy(3),
        () -> {
          assertThat(send(client()).status()).isEqualTo(204);
          return server.tokenRequests.get() == 2;
        });
    assertThat(server.unauthorized).hasValue(0);
  }

  @Test
  void aUsersPassword() throws Exception {
    Credential right =
        Accounts.password(server.url("/oauth2/token"), SECRET, AuthorizationServerSetup.PASSWORD);
    assertTaken(right);
    assertThat(server.tokenRequests).hasValue(1);

    Answer wrong = send(Accounts.password(server.url("/oauth2/token"), SECRET, "wrong password"));
    assertThat(wrong.error()).isEqualTo("the token server 127.0.0.1: answered 400 invalid_grant");
    assertThat(wrong.withheld()).isTrue();
  }

  @Test
  void aWrongSecretIsSaidAndNotRepeatedAtOnce() {
    Credential wrong = Accounts.client(server.url("/oauth2/token"), "wrong secret");
    Answer first = send(wrong);
    assertThat(first.error())
        .startsWith("the token server 127.0.0.1: answered 401 invalid_client")
        .doesNotContain("wrong secret");
    assertThat(first.withheld()).isTrue();
    assertThat(send(wrong).error()).contains("(asked again in 5 s)");
    assertThat(server.tokenRequests).hasValue(1);
    // An edited row is another credential.
    assertThat(send(client()).status()).isEqualTo(204);
  }

  private Answer send(Credential credential) {
    return exchange.send(
        Request.post(server.url("/hooks"), Map.of(), "application/json", "{}"),
        credential,
        List.of());
  }
}
