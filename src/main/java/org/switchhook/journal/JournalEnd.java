package org.switchhook.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a journal is to go on.
 *
 * @param next the position of the next entry
 * @param torn the position from which on the last segment could not be read; else {@link #NOWHERE}
 */
record JournalEnd(UUID journal, SegmentWriter writer, long next, long torn) {

  static final long NOWHERE = -1;

  private static final Logger LOG = LoggerFactory.getLogger(JournalEnd.class);
  private static final String REFUSED = "refused";

  /** A {@code kill -9} or a power cut leaves a torn record at the end; it goes on behind it. */
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
    List<Path> segments = Segments.in(directory);
    UUID journal = journal(segments);
    if (segments.isEmpty()) {
      return begin(directory, journal, 0);
    }
    Path last = segments.get(segments.size() - 1);
    if (Segment.journal(last) == null && Files.size(last) <= Segment.HEADER_BYTES) {
      LOG.warn("journal: {} has no whole header and no entry; it is begun again", last);
      return begin(directory, journal, Segment.base(last));
    }
    return in(last, journal);
  }

  private static JournalEnd begin(Path directory, UUID journal, long next) throws IOException {
    return new JournalEnd(journal, SegmentWriter.create(directory, journal, next), next, NOWHERE);
  }

  /** By the newest that says so: a header can be damaged as anything else. */
  private static UUID journal(List<Path> segments) throws IOException {
    for (int i = segments.size() - 1; i >= 0; i--) {
      UUID journal = Segment.journal(segments.get(i));
      if (journal != null) {
        return journal;
      }
    }
    return UUID.randomUUID();
  }

  private static JournalEnd in(Path last, UUID journal) throws IOException {
    long offset = Segment.HEADER_BYTES;
    long next = Segment.base(last);
    try (FileChannel channel = FileChannel.open(last, StandardOpenOption.READ)) {
      long bytes = Segment.bytesAt(channel, offset);
      while (bytes > 0) {
        offset += bytes;
        next++;
        bytes = Segment.bytesAt(channel, offset);
      }
      if (offset < channel.size()) {
        return behind(last, journal, next, channel.size() - offset);
      }
    }
    return new JournalEnd(journal, SegmentWriter.reopen(last, offset), next, NOWHERE);
  }

  /**
   * Behind what cannot be read, and stays for who wants to look at it. What stood there may have
   * been on disk and told: as many positions as could be there are not given again.
   */
  private static JournalEnd behind(Path last, UUID journal, long torn, long bytes)
      throws IOException {
    LOG.warn(
        "journal: {} is torn at position {}: its last {} bytes cannot be read and are left out",
        last,
        torn,
        bytes);
    long next = torn + 1 + bytes / Segment.LEAST_RECORD_BYTES;
    Path directory = Objects.requireNonNull(last.getParent());
    SegmentWriter writer = SegmentWriter.create(directory, journal, next);
    return new JournalEnd(journal, writer, next, torn);
  }
}
