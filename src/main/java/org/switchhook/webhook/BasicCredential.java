package org.switchhook.webhook;

import java.util.List;
import org.switchhook.config.Secret;

/** Name and password in each request (RFC 7617). */
public record BasicCredential(Label label, String username, Secret secret) implements Credential {

  @Override
  public String type() {
    return "basic";
  }

  @Override
  public List<Secret> secrets() {
    return List.of(secret);
  }
}
