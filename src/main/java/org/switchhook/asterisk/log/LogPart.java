package org.switchhook.asterisk.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file of a log that is rotated: the one that has its name, or an earlier one.
 *
 * @param file what the file system knows it by
 * @param modified when it was written to last
 */
record LogPart(Path path, String file, Instant modified) {

  /** So much of what stands before a place tells it from the same place in any other file. */
  static final int CHECKED_BYTES = 4096;

  static final String GZIP = ".gz";

  /** What logrotate and Asterisk's exec_after_rotate may leave. */
  private static final Pattern PACKED = Pattern.compile(".*\\.(gz|bz2|xz|zst|lz4|Z)");

  static LogPart of(Path path) throws IOException {
    return new LogPart(path, OpenLog.fileAt(path), Files.getLastModifiedTime(path).toInstant());
  }

  boolean isPacked() {
    return PACKED.matcher(path.toString()).matches();
  }

  /** Whether it is packed in no way that cannot be undone here. */
  boolean canBeRead() {
    return !isPacked() || path.toString().endsWith(GZIP);
  }

  /** Its lines from the first one on. */
  LogPartReading lines() throws IOException {
    return new LogPartReading(open(0), new LineCutter(file, 0, false));
  }

  /** Its lines from a mark on; null where the mark is not in it. */
  @Nullable LogPartReading linesFrom(Mark mark) throws IOException {
    int checked = (int) Math.min(CHECKED_BYTES, mark.offset());
    if (checked == 0) {
      return file.equals(mark.file()) ? lines() : null;
    }
    if (!isPacked() && Files.size(path) < mark.offset()) {
      return null;
    }
    InputStream in = open(mark.offset() - checked);
    try {
      byte[] before = in.readNBytes(checked);
      if (before.length == checked && checksum(before) == mark.checksum()) {
        boolean midLine = before[checked - 1] != '\n';
        return new LogPartReading(in, new LineCutter(file, mark.offset(), midLine));
      }
    } catch (IOException e) {
      in.close();
      throw e;
    }
    in.close();
    return null;
  }

  static long checksum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return sum.getValue();
  }

  private InputStream open(long offset) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      if (!OpenLog.fileAt(path).equals(file)) {
        throw new IOException(path + " is being rotated");
      }
      if (!isPacked()) {
        return Channels.newInputStream(channel.position(offset));
      }
      InputStream unpacked =
          new GZIPInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
      skip(unpacked, offset);
      return unpacked;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** One that is shorter has nothing left then. */
  private static void skip(InputStream in, long bytes) throws IOException {
    long left = bytes;
    while (left > 0 && in.read() >= 0) {
      left -= 1 + in.skip(left - 1);
    }
  }
}
