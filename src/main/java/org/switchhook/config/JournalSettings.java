package org.switchhook.config;

import java.nio.file.Path;

/**
 * The signals on the local disk: the section {@code [journal]}.
 *
 * @param directory belongs to one bridge alone
 * @param limitBytes how large it may become while the database is away
 */
public record JournalSettings(Path directory, long limitBytes) {

  public static final long STANDARD_LIMIT_BYTES = 2L << 30;

  /** With the usual limit. */
  public JournalSettings(Path directory) {
    this(directory, STANDARD_LIMIT_BYTES);
  }
}
