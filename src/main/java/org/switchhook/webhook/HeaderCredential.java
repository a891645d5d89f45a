package org.switchhook.webhook;

import java.util.List;
import org.switchhook.config.Secret;

/**
 * A header with a secret in each request, as an API key.
 *
 * @param secret the header's value, in printable ASCII
 */
public record HeaderCredential(Label label, String header, Secret secret) implements Credential {

  @Override
  public String type() {
    return "header";
  }

  @Override
  public List<Secret> secrets() {
    return List.of(secret);
  }
}
