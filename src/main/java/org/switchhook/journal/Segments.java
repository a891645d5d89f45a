package org.switchhook.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The files of a journal: one thread lets the last one grow, another removes the first ones. */
final class Segments implements AutoCloseable {

  private final Path directory;
  private final UUID journal;
  private final long segmentBytes;
  private final AtomicLong bytes = new AtomicLong();
  private SegmentWriter last;

  /**
   * @param last the one that is to grow
   * @param segmentBytes above which another one is begun
   */
  Segments(Path directory, UUID journal, SegmentWriter last, long segmentBytes) throws IOException {
    this.directory = directory;
    this.journal = journal;
    this.last = last;
    this.segmentBytes = segmentBytes;
    for (Path segment : in(directory)) {
      bytes.addAndGet(Files.size(segment));
    }
  }

  /** Those of a directory, in their order. */
  static List<Path> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(Segment::isSegment).sorted().toList();
    }
  }

  /** How large all are together. */
  long bytes() {
    return bytes.get();
  }

  /** Appends records, the first of which has that position; all of them are on disk, or none. */
  void append(ByteBuffer records, long position) throws IOException {
    if (last.size() > segmentBytes) {
      SegmentWriter full = last;
      last = SegmentWriter.create(directory, journal, position);
      bytes.addAndGet(last.size());
      full.close();
    }
    int length = records.remaining();
    last.append(records);
    bytes.addAndGet(length);
  }

  /** Removes those of which nothing behind {@code position} is needed. */
  void forgetUpTo(long position) throws IOException {
    List<Path> all = in(directory);
    for (int i = 0; i + 1 < all.size(); i++) {
      if (Segment.base(all.get(i + 1)) <= position + 1) {
        long length = Files.size(all.get(i));
        Files.delete(all.get(i));
        bytes.addAndGet(-length);
      }
    }
  }

  @Override
  public void close() throws IOException {
    last.close();
  }
}
