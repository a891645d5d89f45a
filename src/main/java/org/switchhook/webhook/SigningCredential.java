package org.switchhook.webhook;

import java.util.List;
import org.switchhook.config.Secret;

/** Signs each request; what it signs with goes nowhere. */
public record SigningCredential(Label label, SigningKeys keys) implements Credential {

  @Override
  public String type() {
    return "signing";
  }

  @Override
  public List<Secret> secrets() {
    return List.of();
  }
}
