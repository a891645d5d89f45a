package org.switchhook.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.switchhook.config.Secret;

/**
 * What requests are signed with, as Standard Webhooks has it: with each key, so that receivers may
 * change from one to the next at their own time.
 */
public final class SigningKeys {

  /** Nothing is signed. */
  public static final SigningKeys NONE = new SigningKeys(List.of());

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;

  private final List<SecretKeySpec> keys;

  private SigningKeys(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * One or several of {@code whsec_} and Base64, with blanks between.
   *
   * @throws IllegalArgumentException when one of them is none; the message names no part of it
   */
  static SigningKeys of(Secret secrets) {
    List<SecretKeySpec> keys = new ArrayList<>();
    for (String secret : secrets.reveal().strip().split("\\s+")) {
      keys.add(key(secret));
    }
    return new SigningKeys(List.copyOf(keys));
  }

  /**
   * The headers that a signed request has beside {@code webhook-id}.
   *
   * @param id the event's
   * @param at the time of this attempt
   * @return empty when nothing is signed
   */
  public Map<String, String> headers(String id, Instant at, String body) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    String seconds = Long.toString(at.getEpochSecond());
    byte[] signed = (id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8);
    String signatures =
        keys.stream().map(key -> "v1," + signature(key, signed)).collect(Collectors.joining(" "));
    return Map.of("webhook-timestamp", seconds, "webhook-signature", signatures);
  }

  private static SecretKeySpec key(String secret) {
    try {
      if (secret.startsWith(PREFIX)) {
        byte[] bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        if (bytes.length >= SHORTEST && bytes.length <= LONGEST) {
          return new SecretKeySpec(bytes, ALGORITHM);
        }
      }
    } catch (IllegalArgumentException e) {
      // Its message tells a character of the secret.
    }
    throw new IllegalArgumentException(
        "secret is none; write whsec_ and behind it the Base64 of 24 to 64 random bytes, or"
            + " several of these with blanks between");
  }

  private static String signature(SecretKeySpec key, byte[] signed) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Base64.getEncoder().encodeToString(mac.doFinal(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return keys.size() + " keys";
  }
}
