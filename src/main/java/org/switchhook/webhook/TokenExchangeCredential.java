package org.switchhook.webhook;

import java.util.List;
import org.switchhook.config.Secret;

/** A token for name and password in a GET with basic authentication, as Cloud APIs give it. */
public record TokenExchangeCredential(
    Label label,
    String tokenUrl,
    String username,
    Secret secret,
    String tokenPointer,
    String lifetimePointer)
    implements TokenCredential {

  @Override
  public String type() {
    return "token_exchange";
  }

  @Override
  public List<Secret> secrets() {
    return List.of(secret);
  }
}
