package org.switchhook.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where requests may go, and whom to believe that they have come there: a part of the section
 * {@code [delivery]}.
 *
 * @param deny no request goes to any of these, whatever name leads there
 * @param httpsOnly nothing is sent that is not encrypted
 * @param caFile authorities, in PEM, that are trusted beside those that Java trusts
 * @param proxy by which they leave; absent where they go straight
 */
public record DestinationSettings(
    List<AddressBlock> deny,
    boolean httpsOnly,
    @Nullable Path caFile,
    @Nullable ProxySettings proxy) {

  /** Where nothing is written. */
  public static final DestinationSettings STANDARD =
      new DestinationSettings(List.of(), false, null);

  /** Those to which requests go straight. */
  public DestinationSettings(List<AddressBlock> deny, boolean httpsOnly, @Nullable Path caFile) {
    this(deny, httpsOnly, caFile, null);
  }
}
