package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.config.Secret;
import org.switchhook.seal.Seal;

class SigningKeysTest {

  /** The example that Standard Webhooks' own libraries are tested with. */
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant AT = Instant.ofEpochSecond(1614265330).plusMillis(999);
  private static final String BODY = "{\"test\": 2432232314}";

  @Test
  void theExampleOfStandardWebhooks() {
    assertThat(SigningKeys.of(new Secret(SECRET)).headers(ID, AT, BODY))
        .isEqualTo(
            Map.of(
                "webhook-timestamp",
                "1614265330",
                "webhook-signature",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  @Test
  void eachSecretSigns() throws Exception {
    String other = secret(64);
    String body = "{\"name\":\"Ñandú 😀\"}";
    String signatures =
        SigningKeys.of(new Secret(" " + SECRET + "\n\t" + other + " "))
            .headers(ID, AT, body)
            .get("webhook-signature");
    assertThat(signatures).isEqualTo("v1," + hmac(SECRET, body) + " v1," + hmac(other, body));
  }

  @Test
  void withoutASecretNothingIsSigned() {
    assertThat(SigningKeys.NONE.headers(ID, AT, BODY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 25, 26, 32, 63, 64})
  void lengths(int bytes) {
    assertThat(SigningKeys.of(new Secret(secret(bytes))).headers(ID, AT, BODY)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS-",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      })
  void whatIsNoSecretIsRefusedWithoutSayingIt(String secret) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKeys.of(new Secret(secret)))
        .withMessageStartingWith("secret is none; write whsec_ and")
        .withMessageNotContaining("MfKQ")
        .withNoCause();
  }

  @Test
  void noSecretIsShown() {
    StoredCredential row =
        new StoredCredential(
            1, "crm", "signing", Map.of("username", SECRET), new Secret(SECRET), new Secret(""));
    assertThat(row + " " + row.credential(Seal.NONE)).isNotEmpty().doesNotContain("MfKQ", "whsec_");
  }

  private static String secret(int bytes) {
    byte[] key = new byte[bytes];
    new Random(bytes).nextBytes(key);
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  private static String hmac(String secret, String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(secret.replace("whsec_", ""));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed = ID + ".1614265330." + body;
    return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
