package org.switchhook.webhook;

import java.util.List;
import org.switchhook.config.Secret;

/**
 * A token for a client that is itself who asks (RFC 6749, 4.4).
 *
 * @param scope words with blanks between; empty: the server decides
 */
public record OAuth2ClientCredential(
    Label label, String tokenUrl, String clientId, Secret secret, String scope)
    implements TokenCredential {

  @Override
  public String type() {
    return "oauth2_client";
  }

  @Override
  public List<Secret> secrets() {
    return List.of(secret);
  }
}
