package org.switchhook.exchange;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.switchhook.config.AddressBlock;

/**
 * Where no request may go, whatever name, number or detour leads there: link-local addresses, those
 * at which clouds tell secrets to whoever asks, and what the site denies.
 */
final class AddressPolicy {

  private static final List<AddressBlock> NEVER =
      Stream.of(
              "169.254.0.0/16", // link-local, and most clouds' metadata
              "fe80::/10",
              "100.100.100.200", // Alibaba
              "168.63.129.16", // Azure
              "192.0.0.192", // Oracle
              "fd00:ec2::254", // Amazon
              "fd20:ce::254") // Google
          .map(AddressBlock::of)
          .toList();

  private static final AddressBlock NAT64 = AddressBlock.of("64:ff9b::/32");
  private static final AddressBlock SIX_TO_FOUR = AddressBlock.of("2002::/16");
  private static final AddressBlock COMPATIBLE = AddressBlock.of("::/80");

  private final List<AddressBlock> deny;

  AddressPolicy(List<AddressBlock> deny) {
    this.deny = deny;
  }

  /** Why no socket to that address may be opened; empty where one may. */
  Optional<String> objection(InetAddress address) {
    InetAddress meant = meant(address);
    String shown = address.getHostAddress();
    if (NEVER.stream().anyMatch(block -> block.contains(meant))) {
      return Optional.of("refused: " + shown + " is a link-local or cloud-metadata address");
    }
    return deny.stream()
        .filter(block -> block.contains(meant) || block.contains(address))
        .findFirst()
        .map(block -> "refused: %s is in %s of deny in [delivery]".formatted(shown, block));
  }

  /** Where a packet to it arrives in the end. */
  private static InetAddress meant(InetAddress address) {
    if (address.isAnyLocalAddress()) {
      // Linux takes "no address" for this host.
      return at(address instanceof Inet6Address ? "::1" : "127.0.0.1");
    }
    if (SIX_TO_FOUR.contains(address)) {
      return inside(address, 2);
    }
    boolean compatible = COMPATIBLE.contains(address) && !address.isLoopbackAddress();
    return compatible || NAT64.contains(address) ? inside(address, 12) : address;
  }

  private static InetAddress at(String literal) {
    return AddressBlock.of(literal).address();
  }

  /** The IPv4 address inside of an IPv6 one. */
  private static InetAddress inside(InetAddress address, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
