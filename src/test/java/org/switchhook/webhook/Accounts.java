package org.switchhook.webhook;

import org.switchhook.config.Secret;

/** Credentials for tests. */
public final class Accounts {

  /** May go anywhere. */
  public static final Label LABEL = label("");

  private Accounts() {}

  /** May go to these hosts. */
  public static Label label(String domain) {
    return new Label(1, "crm", Domain.of(domain), "");
  }

  public static OAuth2ClientCredential client(String tokenUrl, String secret) {
    return new OAuth2ClientCredential(LABEL, tokenUrl, "bridge", new Secret(secret), "events");
  }

  public static OAuth2PasswordCredential password(String tokenUrl, String secret, String password) {
    return new OAuth2PasswordCredential(client(tokenUrl, secret), "agent:7", new Secret(password));
  }

  /** As the Cloud API of a scripting vendor has it. */
  public static TokenExchangeCredential exchange(String tokenUrl, String secret) {
    return new TokenExchangeCredential(
        LABEL, tokenUrl, "bridge", new Secret(secret), "/Result/IdToken", "/Result/ExpiresIn");
  }
}
