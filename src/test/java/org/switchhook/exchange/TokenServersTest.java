package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.config.AddressBlock;
import org.switchhook.config.DeliverySettings;
import org.switchhook.config.DestinationSettings;
import org.switchhook.config.Secret;
import org.switchhook.webhook.Accounts;
import org.switchhook.webhook.BasicCredential;
import org.switchhook.webhook.Credential;
import org.switchhook.webhook.HeaderCredential;

/** Token servers that do not give a token, and what is sent to those that do. */
class TokenServersTest {

  private static final Duration ATTEMPT = Duration.ofSeconds(2);
  private static final String SECRET = "client secret ñ";

  private final MockWebServer tokens = new MockWebServer();
  private final MockWebServer target = new MockWebServer();
  private final Exchange exchange =
      new Exchange(new DeliverySettings(2, 2, Duration.ofSeconds(1), ATTEMPT));

  @BeforeEach
  void start() throws IOException {
    tokens.start();
    target.start();
  }

  @AfterEach
  void stop() {
    exchange.close();
    tokens.close();
    target.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"access_token\":\"\"}         | answered 200 with no token at /access_token",
        "200 | {\"access_token\":7}            | answered 200 with no token at /access_token",
        "200 | {\"access_token\":\"a\\r\\nX: b\"} | answered 200 with no token at /access_token",
        "200 | {\"access_token\":\"ñ\"}        | answered 200 with no token at /access_token",
        "200 | {\"access_token\":{}}           | answered 200 with no token at /access_token",
        "200 | []                              | answered 200 with no token at /access_token",
        "200 | ''                              | answered 200 with no token at /access_token",
        "200 | <html>no                        | answered 200 with no token at /access_token; it is no JSON, or longer than 16 KiB",
        "200 | {\"access_token\":\"t\",\"token_type\":\"mac\"} | gives tokens of another type than bearer",
        "302 | ''                              | answered 302",
        "500 | oops client secret ñ            | answered 500",
        "400 | {\"error\":\"invalid_client\",\"error_description\":\"not client secret ñ\"} | answered 400 invalid_client: not ***",
        "400 | {\"error\":[],\"error_description\":{}} | answered 400",
        "400 | {\"error\":\"a\\r\\nb é\"}      | answered 400 a??b ?",
      })
  void whatComesIsSaidAndTheTargetNotAsked(int status, String body, String why) {
    tokens.enqueue(new MockResponse.Builder().code(status).body(body).build());
    assertWithheld(client(), "the token server localhost: " + why);
  }

  @Test
  void nobodyThere() {
    Credential client = client();
    tokens.close();
    assertWithheld(client, "the token server localhost: ConnectException: ");
  }

  @Test
  void slow() {
    tokens.enqueue(
        new MockResponse.Builder().headersDelay(ATTEMPT.toMillis(), TimeUnit.MILLISECONDS).build());
    Answer answer =
        assertWithheld(client(), "the token server localhost: no answer within its part");
    assertThat(answer.duration()).isLessThan(ATTEMPT);
  }

  @Test
  void endless() {
    tokens.enqueue(new MockResponse.Builder().body("{\"a\":\"" + "x".repeat(10_000_000)).build());
    assertWithheld(client(), "the token server localhost: answered 200 with no token");
  }

  @Test
  void deep() {
    tokens.enqueue(new MockResponse.Builder().body("[".repeat(15_000)).build());
    assertWithheld(client(), "the token server localhost: answered 200 with no token");
  }

  @Test
  void theAddressPolicyHoldsForTokensToo() {
    DestinationSettings nowhere =
        new DestinationSettings(List.of(AddressBlock.of("127.0.0.0/8")), false, null);
    DeliverySettings settings = new DeliverySettings(2, 2, Duration.ofSeconds(1), ATTEMPT, nowhere);
    try (Exchange strict = new Exchange(settings)) {
      Answer answer = strict.send(hook(), client(), List.of());
      assertThat(answer.error())
          .isEqualTo(
              "the token server localhost: refused: 127.0.0.1 is in 127.0.0.0/8 of deny in"
                  + " [delivery]");
      assertThat(tokens.getRequestCount()).isZero();
    }
  }

  @Test
  void aTargetThatTakesNoTokenIsAskedTwiceAndItsAnswerStands() throws Exception {
    for (String token : List.of("token-one", "token-two")) {
      tokens.enqueue(json("{\"access_token\":\"" + token + "\",\"expires_in\":\"600\"}"));
      target.enqueue(new MockResponse.Builder().code(401).body("I hate " + token).build());
    }
    Answer answer = exchange.send(hook(), client(), List.of());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.withheld()).isFalse();
    assertThat(answer.head()).isEqualTo("I hate ***");
    assertThat(target.takeRequest().getHeaders().get("Authorization"))
        .isEqualTo("Bearer token-one");
    assertThat(target.takeRequest().getHeaders().get("Authorization"))
        .isEqualTo("Bearer token-two");
  }

  @Test
  void theCloudApi() throws Exception {
    tokens.enqueue(
        json(
            "{\"Success\":true,\"Result\":{\"Authenticated\":true,\"IdToken\":\"id-token\","
                + "\"AccessToken\":\"other\",\"ExpiresIn\":3600},\"Version\":\"1\"}"));
    target.enqueue(json("{\"Success\":true}"));
    target.enqueue(json("{\"Success\":true}"));
    Credential cloud = Accounts.exchange(tokens.url("/token").toString(), SECRET);
    assertThat(exchange.send(hook(), cloud, List.of()).status()).isEqualTo(200);
    assertThat(exchange.send(hook(), cloud, List.of()).status()).isEqualTo(200);
    assertThat(tokens.getRequestCount()).isEqualTo(1);
    var asked = tokens.takeRequest();
    assertThat(asked.getMethod()).isEqualTo("GET");
    assertThat(asked.getHeaders().get("Authorization"))
        .isEqualTo("Basic YnJpZGdlOmNsaWVudCBzZWNyZXQgw7E=");
    assertThat(target.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer id-token");
  }

  @Test
  void oneIsFetchedForACheck() {
    tokens.enqueue(json("{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":600}"));
    assertThat(exchange.token(Accounts.client(tokens.url("/").toString(), SECRET)))
        .isEqualTo(Duration.ofMinutes(10));
    tokens.enqueue(new MockResponse.Builder().code(503).build());
    assertThatIllegalStateException()
        .isThrownBy(() -> exchange.token(Accounts.client(tokens.url("/").toString(), "x")))
        .withMessage("the token server localhost: answered 503");
  }

  @Test
  void passwordsAndKeysGoInTheirHeadersAndComeBackMasked() throws Exception {
    MockResponse echo =
        new MockResponse.Builder().code(400).body("no: key-of-ours, b3VyczrDscOxw7HDscOx").build();
    target.enqueue(echo);
    target.enqueue(echo);
    Credential header =
        new HeaderCredential(Accounts.LABEL, "X-Api-Key", new Secret("key-of-ours"));
    assertThat(exchange.send(hook("http://u:p@"), header, List.of()).head())
        .isEqualTo("no: ***, b3VyczrDscOxw7HDscOx");
    Headers first = target.takeRequest().getHeaders();
    assertThat(first.get("X-Api-Key")).isEqualTo("key-of-ours");
    Credential basic = new BasicCredential(Accounts.LABEL, "ours", new Secret("ñññññ"));
    assertThat(exchange.send(hook("http://u:p@"), basic, List.of(header)).head())
        .isEqualTo("no: ***, ***");
    assertThat(target.takeRequest().getHeaders().values("Authorization"))
        .containsExactly("Basic b3VyczrDscOxw7HDscOx");
  }

  private Answer assertWithheld(Credential credential, String why) {
    Answer answer = exchange.send(hook(), credential, List.of());
    assertThat(answer.error()).startsWith(why).doesNotContain(SECRET);
    assertThat(answer.withheld()).isTrue();
    assertThat(answer.status()).isNull();
    assertThat(target.getRequestCount()).isZero();
    return answer;
  }

  private Credential client() {
    return Accounts.client(tokens.url("/token").toString(), SECRET);
  }

  private Request hook() {
    return hook("http://");
  }

  private Request hook(String scheme) {
    String url = target.url("/hook").toString().replace("http://", scheme);
    return Request.post(url, Map.of(), "application/json", "{}");
  }

  private static MockResponse json(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }
}
