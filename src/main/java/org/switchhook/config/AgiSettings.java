package org.switchhook.config;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The FastAGI server, which dialplans ask: the section {@code [agi]}.
 *
 * @param host the address to listen at; absent where there is to be none
 * @param port 0 is any that is free
 * @param allow who may ask
 * @param requests asks at a time
 */
public record AgiSettings(@Nullable String host, int port, List<AddressBlock> allow, int requests) {

  /** What holds where switchhook.conf says nothing; the port is FastAGI's own. */
  public static final AgiSettings STANDARD =
      new AgiSettings(
          "127.0.0.1", 4573, List.of(AddressBlock.of("127.0.0.0/8"), AddressBlock.of("::1")), 256);

  /** No server. */
  public static final AgiSettings OFF = new AgiSettings(null, 0, List.of(), 1);

  /** Whether an address may ask. */
  public boolean allows(InetAddress address) {
    return allow.stream().anyMatch(block -> block.contains(address));
  }
}
