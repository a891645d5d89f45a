package org.switchhook.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.telephony.signal.Signal;

/**
 * Reads entries in their order, only such as are on disk. For one thread. What cannot be read, or
 * is of no signal that this version knows, is left out and said: one bad block must not be the end
 * of all that comes behind it.
 */
public final class JournalReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

  private static final int REASON_LENGTH = 150; // Jackson tells all that it would have known.

  private final Journal journal;
  private final Path directory;
  private final Consumer<Instant> damaged;
  private long position;
  private Instant recordedAt;
  private @Nullable Path segment;
  private @Nullable FileChannel channel;
  private long offset;
  private int segments;
  private boolean complained;

  /**
   * @param now stands for the time of what was read before, where nothing was
   * @param damaged is told, once for each segment, since when something is missing
   */
  JournalReader(
      Journal journal, Path directory, long position, Instant now, Consumer<Instant> damaged) {
    this.journal = journal;
    this.directory = directory;
    this.position = position;
    this.recordedAt = now;
    this.damaged = damaged;
  }

  /** Up to which all has been read. */
  public long position() {
    return position;
  }

  /** How many segments it has begun. */
  int segments() {
    return segments;
  }

  /**
   * The next entries, at most so many; none where none came in time.
   *
   * @throws IOException where the journal cannot be read any further, naming the file and the place
   */
  public List<Entry> next(int atMost, Duration patience) throws IOException, InterruptedException {
    List<Entry> entries = new ArrayList<>();
    if (!journal.awaitBehind(position, patience)) {
      return entries;
    }
    long durable = journal.durable();
    while (position < durable && entries.size() < atMost) {
      Entry entry = read();
      if (entry != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private @Nullable Entry read() throws IOException {
    FileChannel from = channel == null ? open() : channel;
    Segment.Stored stored = Segment.read(from, offset);
    if (stored != null) {
      return entry(stored);
    }
    long bytes = Segment.damagedBytes(from, offset);
    if (bytes > 0) {
      complain("the entry is damaged and is left out");
      offset += bytes;
      position++;
    } else {
      openNext();
    }
    return null;
  }

  private @Nullable Entry entry(Segment.Stored stored) throws IOException {
    Instant at = Instant.ofEpochMilli(stored.recordedAtMs());
    try {
      Signal signal = StateJson.MAPPER.readValue(stored.json(), Signal.class);
      return new Entry(position + 1, at, signal);
    } catch (JsonProcessingException e) {
      String why = e.getOriginalMessage();
      complain(
          "not known to this version, and left out: "
              + why.substring(0, Math.min(why.length(), REASON_LENGTH)));
      return null;
    } finally {
      recordedAt = at;
      offset += stored.bytes();
      position++;
    }
  }

  /** Said once for each segment: there may be thousands. */
  private void complain(String what) {
    if (!complained) {
      complained = true;
      LOG.error(
          "journal: {}, byte {}, position {}: {}; and so is, without a line, what else of that file"
              + " cannot be read. The PBXs are asked anew",
          segment,
          offset,
          position + 1,
          what);
      damaged.accept(recordedAt);
    }
  }

  /** Opens the segment that holds the next position, at that position. */
  private FileChannel open() throws IOException {
    Path holding = null;
    for (Path one : Segments.in(directory)) {
      if (Segment.base(one) <= position + 1) {
        holding = one;
      }
    }
    if (holding == null) {
      throw new IOException(
          "journal in %s: position %d is not there any more".formatted(directory, position + 1));
    }
    FileChannel opened = open(holding);
    long bytes = 1;
    for (long at = Segment.base(holding); at <= position && bytes > 0; at++) {
      bytes = Segment.bytesAt(opened, offset);
      offset += bytes;
    }
    return opened;
  }

  private FileChannel open(Path next) throws IOException {
    close();
    FileChannel opened = FileChannel.open(next, StandardOpenOption.READ);
    segment = next;
    segments++;
    channel = opened;
    offset = Segment.HEADER_BYTES;
    complained = false;
    return opened;
  }

  /** The segment ends here, or nothing behind can be read; what a start left out is known. */
  private void openNext() throws IOException {
    for (Path next : Segments.in(directory)) {
      long base = Segment.base(next);
      if (base > position && !next.equals(segment)) {
        if (base > position + 1 && position + 1 != journal.torn()) {
          complain("damaged up to position " + (base - 1) + ", which is left out");
        }
        open(next);
        position = base - 1;
        return;
      }
    }
    throw new IOException(
        "%s cannot be read at byte %d, position %d".formatted(segment, offset, position + 1));
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
