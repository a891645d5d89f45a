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
  private static final String REFUSED = "refused";

  /** A {@code kill -9} or a power cut leaves a torn record at the end; it is cut off. */
  static JournalEnd find(Path directory) throws IOException {
    Path refused = directory.resolve(REFUSED);
    if (Files.exists(refused)) {
      throw new IOException(Files.readString(refused));
    }
    JournalEnd end = whole(directory);
    long snapshot = new Snapshots(directory).newestPosition();
    if (snapshot >= end.next) {
      end.writer.close();
      throw new IOException(incomplete(directory, end.next - 1, "its snapshot", snapshot));
    }
    return end;
  }

  /**
   * An older copy that was put back would give positions that were given before, and what stands
   * there be taken for told. It stays refused, or what is appended at each start would hide it.
   */
  static IOException refuse(Path directory, long last, long committed) throws IOException {
    String why = incomplete(directory, last, "the event log", committed);
    Files.writeString(directory.resolve(REFUSED), why);
    return new IOException(why);
  }

  private static String incomplete(Path directory, long last, String who, long position) {
    return ("the journal in %s ends at position %d, but %s has %d: signals are missing, as where an"
            + " older copy was put back. Move all files of that directory away: a new journal goes"
            + " on in the sequences of the event log")
        .formatted(directory, last, who, position);
  }

  private static JournalEnd whole(Path directory) throws IOException {
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
