package org.switchhook.exchange;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Where no request may go, whatever name, number or detour leads there: link-local addresses and
 * those at which clouds tell secrets to whoever asks.
 */
final class AddressPolicy {

  private static final List<InetAddress> METADATA =
      List.of(
          literal("100.100.100.200"), // Alibaba; the others' 169.254.169.254 is link-local
          literal("fd00:ec2::254"), // Amazon
          literal("fd20:ce::254")); // Google

  private AddressPolicy() {}

  /** Whether a socket to that address may be opened. */
  static boolean allows(InetAddress address) {
    InetAddress meant = meant(address);
    return !meant.isLinkLocalAddress() && !METADATA.contains(meant);
  }

  /** The IPv4 address inside of an IPv6 one: mapped, compatible, or behind NAT64. */
  private static InetAddress meant(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    boolean nat64 =
        bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == (byte) 0xff && bytes[3] == (byte) 0x9b;
    boolean compatible = isZero(bytes, 0, 10) && !address.isLoopbackAddress();
    if (!nat64 && !compatible) {
      return address;
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress literal(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("a literal needs no resolver", e);
    }
  }
}
