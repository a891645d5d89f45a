package org.switchhook.webhook;

import java.util.List;
import org.switchhook.config.Secret;

/**
 * A token for a client that has a user's password (RFC 6749, 4.3). Servers keep it for what is old.
 *
 * @param client its secret is empty where it is a public one
 */
public record OAuth2PasswordCredential(
    OAuth2ClientCredential client, String username, Secret password) implements TokenCredential {

  @Override
  public Label label() {
    return client.label();
  }

  @Override
  public String type() {
    return "oauth2_password";
  }

  @Override
  public String tokenUrl() {
    return client.tokenUrl();
  }

  @Override
  public List<Secret> secrets() {
    return List.of(client.secret(), password);
  }
}
