package org.switchhook.exchange;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import okhttp3.Credentials;
import org.switchhook.config.Secret;
import org.switchhook.webhook.HeaderCredential;

/**
 * The header that says whose a request is.
 *
 * @param value without a line end
 */
record Own(String name, Secret value) {

  private static final String AUTHORIZATION = "Authorization";

  /** In UTF-8, as RFC 7617 has it for servers that name no charset or that one. */
  static Own basic(String username, Secret secret) {
    return authorization(
        Credentials.basic(normal(username), normal(secret.reveal()), StandardCharsets.UTF_8));
  }

  static Own bearer(String token) {
    return authorization("Bearer " + token);
  }

  static Own authorization(String value) {
    return new Own(AUTHORIZATION, new Secret(value));
  }

  static Own of(HeaderCredential credential) {
    return new Own(credential.header(), credential.secret());
  }

  /** Both RFCs want it: the same letter has several spellings in Unicode. */
  static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
