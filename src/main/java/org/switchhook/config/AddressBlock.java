package org.switchhook.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike, as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param bits how many of the first bits count
 */
public record AddressBlock(InetAddress address, int bits) {

  /** Digits of an address alone: nothing that a resolver would be asked for. */
  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+)(?:/(\\d{1,3}))?");

  /** Whether it is an address or a block, and no name that only a resolver knows. */
  public static boolean isWritten(String text) {
    return WRITTEN.matcher(text).matches();
  }

  /**
   * As it is written; an address without {@code /bits} is itself alone.
   *
   * @throws IllegalArgumentException with what to write instead
   */
  public static AddressBlock of(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    try {
      if (matcher.matches()) {
        InetAddress address = InetAddress.getByName(matcher.group(1));
        int all = address.getAddress().length * Byte.SIZE;
        int bits = matcher.group(2) == null ? all : Integer.parseInt(matcher.group(2));
        if (bits <= all) {
          return new AddressBlock(address, bits);
        }
      }
    } catch (UnknownHostException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no block of addresses; write it as 10.0.0.0/8, fd00::/8 or 192.0.2.1");
  }

  /** Whether the address is one of them. */
  public boolean contains(InetAddress other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (ours[i] != theirs[i]) {
        return false;
      }
    }
    int rest = bits % Byte.SIZE;
    return rest == 0 || ((ours[whole] ^ theirs[whole]) & 0xff) >> (Byte.SIZE - rest) == 0;
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + bits;
  }
}
