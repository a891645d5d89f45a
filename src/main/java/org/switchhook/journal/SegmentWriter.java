package org.switchhook.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** The end of the journal: appends, and makes durable what was appended. */
final class SegmentWriter implements AutoCloseable {

  private final FileChannel channel;
  private long end;

  private SegmentWriter(FileChannel channel, long end) {
    this.channel = channel;
    this.end = end;
  }

  static SegmentWriter create(Path directory, UUID journal, long base) throws IOException {
    FileChannel channel =
        FileChannel.open(
            Segment.file(directory, base),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    SegmentWriter writer = new SegmentWriter(channel, 0);
    try {
      writer.append(Segment.header(journal, base));
      Directories.force(directory);
      return writer;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Goes on at {@code end}; what stands behind it is cut off. */
  static SegmentWriter reopen(Path file, long end) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    channel.truncate(end);
    return new SegmentWriter(channel, end);
  }

  /**
   * Appends and waits for the disk; where either fails, nothing of it stays. What an fsync refused
   * must be written again: Linux takes such pages for clean.
   */
  void append(ByteBuffer bytes) throws IOException {
    long before = end;
    try {
      if (channel.size() > end) {
        channel.truncate(end); // It failed before, and what it left could not be cut off then.
      }
      while (bytes.hasRemaining()) {
        end += channel.write(bytes, end);
      }
      channel.force(false);
    } catch (IOException e) {
      end = before;
      cutOff(e);
      throw e;
    }
  }

  private void cutOff(IOException why) {
    try {
      channel.truncate(end);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  long size() {
    return end;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
