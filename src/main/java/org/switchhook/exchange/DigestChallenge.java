package org.switchhook.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okhttp3.Challenge;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.switchhook.webhook.DigestCredential;

/**
 * What a server asks for (RFC 7616) with {@code qop} auth and MD5 or SHA-256, and the answer to it.
 *
 * @param algorithm as the server wrote it; absent = MD5
 * @param userhash the name is to be hashed too
 */
record DigestChallenge(
    String realm,
    String nonce,
    @Nullable String opaque,
    @Nullable String algorithm,
    boolean userhash) {

  /** The first that is understood: a server names first what it likes most. */
  static Optional<DigestChallenge> of(List<Challenge> challenges) {
    return challenges.stream()
        .filter(challenge -> challenge.scheme().equalsIgnoreCase("Digest"))
        .map(Challenge::authParams)
        .filter(DigestChallenge::isUnderstood)
        .findFirst()
        .map(
            parameters ->
                new DigestChallenge(
                    parameters.getOrDefault("realm", ""),
                    parameters.getOrDefault("nonce", ""),
                    parameters.get("opaque"),
                    parameters.get("algorithm"),
                    "true".equalsIgnoreCase(parameters.get("userhash"))));
  }

  private static boolean isUnderstood(Map<@Nullable String, String> parameters) {
    String algorithm = parameters.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
    String qop = parameters.getOrDefault("qop", "");
    return List.of("MD5", "SHA-256").contains(algorithm)
        && Arrays.stream(qop.split(",")).anyMatch(one -> one.strip().equalsIgnoreCase("auth"))
        && parameters.containsKey("nonce");
  }

  /**
   * The value of {@code Authorization}.
   *
   * @param count how often the nonce was used, this time included
   * @param cnonce chosen for this request
   */
  String answer(DigestCredential credential, String method, HttpUrl url, int count, String cnonce) {
    String user = Own.normal(credential.username());
    String query = url.encodedQuery();
    String uri = url.encodedPath() + (query == null ? "" : "?" + query);
    String nc = "%08x".formatted(count);
    String login = hash(user + ":" + realm + ":" + Own.normal(credential.secret().reveal()));
    String response =
        hash(String.join(":", login, nonce, nc, cnonce, "auth", hash(method + ":" + uri)));
    return "Digest "
        + username(user)
        + ", realm="
        + quoted(realm)
        + ", nonce="
        + quoted(nonce)
        + ", uri="
        + quoted(uri)
        + ", response=\""
        + response
        + "\""
        + (algorithm == null ? "" : ", algorithm=" + algorithm)
        + ", qop=auth, nc="
        + nc
        + ", cnonce=\""
        + cnonce
        + "\""
        + (opaque == null ? "" : ", opaque=" + quoted(opaque))
        + (userhash ? ", userhash=true" : "");
  }

  private String username(String user) {
    if (userhash) {
      return "username=\"" + hash(user + ":" + realm) + "\"";
    }
    boolean ascii = user.chars().allMatch(c -> c < 0x80);
    return ascii ? "username=" + quoted(user) : "username*=UTF-8''" + extended(user);
  }

  /** RFC 8187. */
  private static String extended(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private String hash(String text) {
    try {
      String name = algorithm == null ? "MD5" : algorithm;
      return HexFormat.of().formatHex(MessageDigest.getInstance(name).digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5 and SHA-256", e);
    }
  }
}
