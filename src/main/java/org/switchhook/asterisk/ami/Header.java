package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** The name of a header in the form in which a frame looks for it. */
final class Header {

  private final byte[] name;
  private final int hash;

  private Header(String name) {
    this.name = name.getBytes(US_ASCII);
    this.hash = hash(this.name, 0, this.name.length);
  }

  static Header of(String name) {
    return new Header(name);
  }

  static int hash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    return hash;
  }

  int hash() {
    return hash;
  }

  boolean is(byte[] bytes, int from, int to) {
    return Arrays.equals(name, 0, name.length, bytes, from, to);
  }

  @Override
  public String toString() {
    return new String(name, US_ASCII);
  }
}
