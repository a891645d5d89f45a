package org.switchhook.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of the journal: a header, then records of length, CRC-32C, time and JSON, to be read
 * from its beginning only. Its name is the position of its first record.
 */
final class Segment {

  static final int HEADER_BYTES = 8 + 16 + 8;
  static final int RECORD_HEADER_BYTES = 4 + 4 + 8;
  static final int LEAST_RECORD_BYTES = RECORD_HEADER_BYTES + 2; // {}
  private static final long MAGIC = 0x5357484f4f4b0001L; // "SWHOOK", format 1
  private static final int MAX_RECORD_BYTES = 16 << 20;
  private static final String SUFFIX = ".journal";

  private Segment() {}

  static Path file(Path directory, long base) {
    return directory.resolve("%020d%s".formatted(base, SUFFIX));
  }

  static boolean isSegment(Path file) {
    return file.getFileName().toString().matches("\\d{20}\\" + SUFFIX);
  }

  static long base(Path file) {
    return Long.parseLong(file.getFileName().toString().substring(0, 20));
  }

  static ByteBuffer header(UUID journal, long base) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .putLong(MAGIC)
        .putLong(journal.getMostSignificantBits())
        .putLong(journal.getLeastSignificantBits())
        .putLong(base)
        .flip();
  }

  /** The id of the journal that the file is of; absent where the header is torn or foreign. */
  static @Nullable UUID journal(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
      readFully(channel, header, 0);
      header.flip();
      if (header.remaining() < HEADER_BYTES || header.getLong() != MAGIC) {
        return null;
      }
      return new UUID(header.getLong(), header.getLong());
    }
  }

  static ByteBuffer record(long recordedAtMs, byte[] json) {
    ByteBuffer record = ByteBuffer.allocate(RECORD_HEADER_BYTES + json.length);
    record.putInt(json.length).putInt(checksum(recordedAtMs, json)).putLong(recordedAtMs).put(json);
    return record.flip();
  }

  /** A record as it stands in the file. */
  @SuppressWarnings("ArrayRecordComponent") // Read once and handed to the parser; never compared.
  record Stored(long recordedAtMs, byte[] json) {
    long bytes() {
      return (long) RECORD_HEADER_BYTES + json.length;
    }
  }

  /** The record at {@code offset}; absent at the end of what is whole. */
  static @Nullable Stored read(FileChannel channel, long offset) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(RECORD_HEADER_BYTES);
    readFully(channel, head, offset);
    head.flip();
    if (head.remaining() < RECORD_HEADER_BYTES) {
      return null;
    }
    int length = head.getInt();
    int checksum = head.getInt();
    long recordedAtMs = head.getLong();
    if (length <= 0 || length > MAX_RECORD_BYTES) {
      return null;
    }
    ByteBuffer json = ByteBuffer.allocate(length);
    readFully(channel, json, offset + RECORD_HEADER_BYTES);
    boolean whole = !json.hasRemaining() && checksum(recordedAtMs, json.array()) == checksum;
    return whole ? new Stored(recordedAtMs, json.array()) : null;
  }

  /** The bytes of the record at {@code offset}, whole or damaged; 0 where there is none. */
  static long bytesAt(FileChannel channel, long offset) throws IOException {
    Stored stored = read(channel, offset);
    return stored == null ? damagedBytes(channel, offset) : stored.bytes();
  }

  /**
   * The bytes of the damaged record at {@code offset}, where its length can be believed: a whole
   * one or the end of the file is behind it. Otherwise 0, and nobody knows where the next one
   * begins.
   */
  static long damagedBytes(FileChannel channel, long offset) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(RECORD_HEADER_BYTES);
    readFully(channel, head, offset);
    int length = head.flip().remaining() < RECORD_HEADER_BYTES ? 0 : head.getInt();
    if (length <= 0 || length > MAX_RECORD_BYTES) {
      return 0;
    }
    long next = offset + RECORD_HEADER_BYTES + length;
    return next == channel.size() || read(channel, next) != null ? next - offset : 0;
  }

  private static void readFully(FileChannel channel, ByteBuffer buffer, long offset)
      throws IOException {
    long at = offset;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        return;
      }
      at += read;
    }
  }

  private static int checksum(long recordedAtMs, byte[] json) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(8).putLong(recordedAtMs).flip());
    crc.update(json);
    return (int) crc.getValue();
  }
}
