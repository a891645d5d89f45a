package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds an event by the bytes of its name; allocates nothing, as most events are not wanted. */
final class EventTable {

  private static final int SLOTS = 128;

  private final @Nullable AmiEvent[] events = new @Nullable AmiEvent[SLOTS];
  private final byte[][] names = new byte[SLOTS][];

  EventTable() {
    for (AmiEvent event : AmiEvent.values()) {
      byte[] name = event.event().getBytes(US_ASCII);
      int slot = slot(name, 0, name.length);
      while (events[slot] != null) {
        slot = next(slot);
      }
      events[slot] = event;
      names[slot] = name;
    }
  }

  @Nullable AmiEvent find(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to);
    while (events[slot] != null
        && !Arrays.equals(names[slot], 0, names[slot].length, bytes, from, to)) {
      slot = next(slot);
    }
    return events[slot];
  }

  private static int slot(byte[] bytes, int from, int to) {
    int hash = Header.hash(bytes, from, to);
    return (hash ^ hash >>> 7) & (SLOTS - 1);
  }

  private static int next(int slot) {
    return (slot + 1) & (SLOTS - 1);
  }
}
