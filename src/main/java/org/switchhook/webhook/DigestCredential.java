package org.switchhook.webhook;

import java.util.List;
import org.switchhook.config.Secret;

/** Name and the proof of a password, over what the server has challenged with (RFC 7616). */
public record DigestCredential(Label label, String username, Secret secret) implements Credential {

  @Override
  public String type() {
    return "digest";
  }

  @Override
  public List<Secret> secrets() {
    return List.of(secret);
  }
}
