package org.switchhook.config;

import java.nio.file.Path;

/**
 * How secrets are kept: the section {@code [credentials]}.
 *
 * @param keyFile what secrets are sealed with; made at the first start
 */
public record CredentialSettings(Path keyFile) {

  /** Beside the journal, which somebody may remove. */
  public static CredentialSettings beside(JournalSettings journal) {
    return new CredentialSettings(journal.directory().resolveSibling("credentials.key"));
  }
}
