package org.switchhook.webhook;

import java.util.List;
import org.switchhook.config.Secret;

/** A row of {@code credentials} that can be used. */
public sealed interface Credential
    permits BasicCredential,
        DigestCredential,
        HeaderCredential,
        SigningCredential,
        TokenCredential {

  /** What it has in common with all others. */
  Label label();

  /** The word of the column {@code type}. */
  String type();

  /** What of it must be seen nowhere. */
  List<Secret> secrets();

  /** The id of its row. */
  default long id() {
    return label().id();
  }

  /** Where it may go. */
  default Domain domain() {
    return label().domain();
  }
}
