package org.switchhook.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a journal is to go on.
 *
 * @param next the position of the next entry
 */
record JournalEnd(UUID journal, SegmentWriter writer, long next) {

  private static final Logger LOG = LoggerFactory.getLogger(JournalEnd.class);

  /** A {@code kill -9} or a power cut leaves a torn record at the end; it is cut off. */
  static JournalEnd find(Path directory) throws IOException {
    List<Path> segments = Journal.segments(directory);
    while (!segments.isEmpty()) {
      Path last = segments.get(segments.size() - 1);
      UUID journal = Segment.journal(last);
      if (journal != null) {
        return in(last, journal);
      }
      // The process died between making the file and writing its header: it holds nothing.
      LOG.warn("journal: {} has no whole header and is removed", last);
      Files.delete(last);
      segments = Journal.segments(directory);
    }
    UUID journal = UUID.randomUUID();
    return new JournalEnd(journal, SegmentWriter.create(directory, journal, 0), 0);
  }

  private static JournalEnd in(Path last, UUID journal) throws IOException {
    long offset = Segment.HEADER_BYTES;
    long next = Segment.base(last);
    try (FileChannel channel = FileChannel.open(last, StandardOpenOption.READ)) {
      Segment.Stored stored = Segment.read(channel, offset);
      while (stored != null) {
        offset += stored.bytes();
        next++;
        stored = Segment.read(channel, offset);
      }
      if (offset < channel.size()) {
        LOG.warn(
            "journal: {} is torn at byte {}; {} bytes behind it are cut off",
            last,
            offset,
            channel.size() - offset);
      }
    }
    return new JournalEnd(journal, SegmentWriter.reopen(last, offset), next);
  }
}
