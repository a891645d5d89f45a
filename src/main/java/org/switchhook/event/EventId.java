package org.switchhook.event;

import java.util.HexFormat;

/**
 * The id of an event: a hash of its subject and sequence and of nothing else, no clock in it, so
 * that a restart which folds the same signals again gives the same ids and a receiver can tell a
 * repeat.
 */
public final class EventId {

  private static final int BYTES = 16;

  private EventId() {}

  /** {@code evt_} and 32 hex digits. */
  public static String of(Subject subject, long sequence) {
    // Parts are joined by NUL, which no name from AMI or a .conf file can hold.
    String text =
        String.join(
            "\0", subject.kind().name(), subject.pbx(), subject.id(), Long.toString(sequence));
    return "evt_" + HexFormat.of().formatHex(Sha256.of(text), 0, BYTES);
  }
}
