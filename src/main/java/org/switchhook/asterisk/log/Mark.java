package org.switchhook.asterisk.log;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in Asterisk's records that is found again later, also once the file has another name.
 *
 * @param file what the file system knows the file by, or the table's name; absent where there was
 *     none yet
 * @param offset in bytes from its beginning; of a table the highest id, where it has ids
 * @param checksum of what stands right before it
 * @param time of the last record before it; that of the clock where there is none
 */
record Mark(@Nullable String file, long offset, long checksum, Instant time) {

  boolean isSamePlace(Mark other) {
    return Objects.equals(file, other.file) && offset == other.offset && checksum == other.checksum;
  }

  /** The same one, but what is read by time is read from then on, if that is earlier. */
  Mark backTo(Instant then) {
    return new Mark(file, offset, checksum, then.isBefore(time) ? then : time);
  }
}
