package org.switchhook.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One PBX to listen to: a section of {@code type = pbx}.
 *
 * @param name the section's name; the {@code pbx} of its events
 * @param tls speak TLS; the certificate and the host name are checked
 * @param caFile PEM file with the certificates to trust; the system's where absent
 * @param records where its own records of its calls are read
 */
public record PbxSettings(
    String name,
    String host,
    int port,
    boolean tls,
    @Nullable Path caFile,
    String username,
    Secret secret,
    RecordSettings records) {

  /** A PBX whose records are not read. */
  public PbxSettings(
      String name,
      String host,
      int port,
      boolean tls,
      @Nullable Path caFile,
      String username,
      Secret secret) {
    this(name, host, port, tls, caFile, username, secret, RecordSettings.OFF);
  }
}
