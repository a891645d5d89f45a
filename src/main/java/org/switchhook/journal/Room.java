package org.switchhook.journal;

import java.io.IOException;
import java.nio.file.FileStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the journal takes what PBXs say. It does until it has reached its limit or its disk is as
 * good as full, and again when there is clearly more room than that. What the bridge says of itself
 * has the reserve beyond.
 */
final class Room {

  private static final Logger LOG = LoggerFactory.getLogger(Room.class);

  /** At the limit, and on the disk. */
  static final long RESERVE_BYTES = 4L << 20;

  private final String name;
  private final FileStore disk;
  private final long limitBytes;
  private final long reserveBytes;
  private volatile boolean full;

  /**
   * @param name of the journal, for the log
   */
  Room(String name, FileStore disk, long limitBytes, long reserveBytes) {
    this.name = name;
    this.disk = disk;
    this.limitBytes = limitBytes;
    this.reserveBytes = reserveBytes;
  }

  boolean isFull() {
    return full;
  }

  /** Whether there is room for a signal of the bridge itself. */
  boolean hasReserve(long bytes) {
    return bytes < limitBytes + reserveBytes;
  }

  /**
   * Looks anew.
   *
   * @param bytes how large the journal is
   * @param failure why the disk took nothing; absent where it did
   */
  void look(long bytes, @Nullable IOException failure) {
    String reason = failure == null ? shortage(bytes) : "its disk takes nothing: " + failure;
    if (reason != null && !full) {
      full = true;
      LOG.error(
          "{} is full: {}. No PBX is listened to until there is room; what is missed is looked for"
              + " in Asterisk's own records then",
          name,
          reason);
    } else if (reason == null && full) {
      full = false;
      LOG.info("{} has room again: the PBXs are listened to", name);
    }
  }

  private @Nullable String shortage(long bytes) {
    if (bytes >= (full ? limitBytes - limitBytes / 8 : limitBytes)) {
      return "%d MiB are on disk, and limit = %dM in [journal], as the database is away or slow"
          .formatted(bytes >> 20, limitBytes >> 20);
    }
    long left = left();
    if (left < (full ? 2 * reserveBytes : reserveBytes)) {
      return "%d KiB are left on its disk: make room there".formatted(left >> 10);
    }
    return null;
  }

  /** Where the disk cannot say so, writing shows it. */
  private long left() {
    try {
      return disk.getUsableSpace();
    } catch (IOException e) {
      LOG.debug("{}: how much room is left is not known", name, e);
      return Long.MAX_VALUE;
    }
  }
}
