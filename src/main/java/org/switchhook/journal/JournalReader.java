package org.switchhook.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Signal;

/** Reads entries in their order, only such as are on disk. For one thread. */
public final class JournalReader implements AutoCloseable {

  private final Journal journal;
  private final Path directory;
  private long position;
  private @Nullable FileChannel channel;
  private long offset;

  JournalReader(Journal journal, Path directory, long position) {
    this.journal = journal;
    this.directory = directory;
    this.position = position;
  }

  /**
   * The next entries, at most so many; none where none came in time.
   *
   * @throws IOException where the journal cannot be read, naming the file and the place
   */
  public List<Entry> next(int atMost, Duration patience) throws IOException, InterruptedException {
    List<Entry> entries = new ArrayList<>();
    if (!journal.awaitBehind(position, patience)) {
      return entries;
    }
    long durable = journal.durable();
    while (position < durable && entries.size() < atMost) {
      entries.add(read());
    }
    return entries;
  }

  private Entry read() throws IOException {
    FileChannel from = channel == null ? open() : channel;
    Segment.Stored stored = Segment.read(from, offset);
    if (stored == null) {
      from.close();
      stored = Segment.read(open(), offset);
    }
    if (stored == null) {
      throw new IOException(
          "journal in %s: the entry at position %d cannot be read (byte %d of its segment)"
              .formatted(directory, position + 1, offset));
    }
    offset += stored.bytes();
    position++;
    Signal signal = StateJson.MAPPER.readValue(stored.json(), Signal.class);
    return new Entry(position, Instant.ofEpochMilli(stored.recordedAtMs()), signal);
  }

  /** Opens the segment that holds the next position, at that position. */
  private FileChannel open() throws IOException {
    Path holding = null;
    for (Path segment : Journal.segments(directory)) {
      if (Segment.base(segment) <= position + 1) {
        holding = segment;
      }
    }
    if (holding == null) {
      throw new IOException(
          "journal in %s: position %d is not there any more".formatted(directory, position + 1));
    }
    FileChannel opened = FileChannel.open(holding, StandardOpenOption.READ);
    channel = opened;
    offset = Segment.HEADER_BYTES;
    for (long at = Segment.base(holding); at <= position; at++) {
      Segment.Stored skipped = Segment.read(opened, offset);
      if (skipped == null) {
        throw new IOException(
            "%s is damaged at byte %d, position %d".formatted(holding, offset, at));
      }
      offset += skipped.bytes();
    }
    return opened;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
