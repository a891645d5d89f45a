package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Challenge;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.config.Secret;
import org.switchhook.webhook.Accounts;
import org.switchhook.webhook.DigestCredential;

class DigestChallengeTest {

  private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  private static final String OPAQUE = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS";
  private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  private static final HttpUrl URL = HttpUrl.get("http://www.example.org/dir/index.html");

  /** The example of RFC 7616, 3.9.1. */
  @ParameterizedTest
  @CsvSource({
    "MD5, 8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
  })
  void theExampleOfTheRfc(String algorithm, String response) {
    String answer =
        challenge(Map.of("algorithm", algorithm))
            .orElseThrow()
            .answer(MUFASA, "GET", URL, 1, CNONCE);
    assertThat(answer)
        .isEqualTo(
            "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", nonce=\"%s\","
                    .formatted(NONCE)
                + " uri=\"/dir/index.html\", response=\"%s\", algorithm=%s, qop=auth,"
                    .formatted(response, algorithm)
                + " nc=00000001, cnonce=\"%s\", opaque=\"%s\"".formatted(CNONCE, OPAQUE));
  }

  private static final DigestCredential MUFASA =
      new DigestCredential(Accounts.LABEL, "Mufasa", new Secret("Circle of Life"));

  /** The example of RFC 7616, 3.9.2, by SHA-256: its SHA-512-256 no Java platform has to have. */
  @Test
  void aNameThatIsHashedIsNotSaid() {
    DigestCredential jason =
        new DigestCredential(Accounts.LABEL, "Jäsøn Doe", new Secret("Secret, or not?"));
    String plain =
        challenge(Map.of("algorithm", "SHA-256"))
            .orElseThrow()
            .answer(jason, "GET", URL, 1, CNONCE);
    assertThat(plain).startsWith("Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, ");
    String hashed =
        challenge(Map.of("algorithm", "SHA-256", "userhash", "true"))
            .orElseThrow()
            .answer(jason, "GET", URL, 1, CNONCE);
    assertThat(hashed)
        .matches("Digest username=\"[0-9a-f]{64}\", .*, userhash=true")
        .doesNotContain("UTF-8");
  }

  @Test
  void whatTheServerSaysCannotEndItsQuotes() {
    String answer =
        challenge(Map.of("realm", "a\\b\", x=\"y"))
            .orElseThrow()
            .answer(MUFASA, "GET", URL, 1, CNONCE);
    assertThat(answer).contains("realm=\"a\\\\b\\\", x=\\\"y\", ");
  }

  @Test
  void theFirstThatIsUnderstoodIsAnswered() {
    assertThat(
            DigestChallenge.of(
                List.of(
                    of("Basic", Map.of()),
                    of("Digest", Map.of("algorithm", "SHA-512-256")),
                    of("digest", Map.of("algorithm", "sha-256")),
                    of("Digest", Map.of("algorithm", "MD5")))))
        .hasValueSatisfying(one -> assertThat(one.algorithm()).isEqualTo("sha-256"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"algorithm=MD5-sess", "algorithm=", "qop=auth-int", "qop="})
  void whatIsNotUnderstoodIsNotAnswered(String parameter) {
    String[] pair = parameter.split("=", -1);
    assertThat(challenge(Map.of(pair[0], pair[1]))).isEmpty();
  }

  private static Optional<DigestChallenge> challenge(Map<String, String> other) {
    return DigestChallenge.of(List.of(of("Digest", other)));
  }

  private static Challenge of(String scheme, Map<String, String> other) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("realm", "http-auth@example.org");
    parameters.put("qop", "auth, auth-int");
    parameters.put("nonce", NONCE);
    parameters.put("opaque", OPAQUE);
    parameters.putAll(other);
    return new Challenge(scheme, parameters);
  }
}
