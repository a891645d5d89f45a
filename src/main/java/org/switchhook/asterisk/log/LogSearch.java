package org.switchhook.asterisk.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks, from the newest of a log's files back, for the one that a mark is in: the mark's own file
 * under whatever name, or a copy of it (copytruncate, gzip), which has the same bytes there.
 */
final class LogSearch {

  /** A file that was written to last so long before the mark's time cannot have it. */
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  private final Mark mark;
  private final Deque<LogPartReading> found = new ArrayDeque<>();
  private boolean whole = true;
  private @Nullable Instant notBefore;

  LogSearch(Mark mark) {
    this.mark = mark;
  }

  /** Opens all that is to be read. */
  LogSearch in(Path path) throws IOException {
    List<LogPart> parts = LogParts.of(path);
    try {
      if (mark.offset() == 0) {
        fromAnEmptyFile(parts);
      } else {
        fromWithin(parts);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
    return this;
  }

  /** There is nothing that the file could be known by but its name in the file system. */
  private void fromAnEmptyFile(List<LogPart> parts) throws IOException {
    boolean known = mark.file() == null;
    for (int i = parts.size() - 1; i >= 0 && (!known || mark.file() == null); i--) {
      LogPart part = parts.get(i);
      boolean same = part.file().equals(mark.file());
      if (same || !part.modified().isBefore(mark.time())) {
        openAll(part);
      }
      known |= same && !isEmptiedSince(parts, i);
    }
    whole &= known;
  }

  /** What is older than the mark's file, and was written to after it, is a copy of it. */
  private boolean isEmptiedSince(List<LogPart> parts, int at) {
    return at > 0 && !parts.get(at - 1).modified().isBefore(mark.time());
  }

  private void fromWithin(List<LogPart> parts) throws IOException {
    for (int i = parts.size() - 1; i >= 0; i--) {
      LogPart part = parts.get(i);
      LogPartReading there = isTooOld(part) || !part.canBeRead() ? null : part.linesFrom(mark);
      if (there != null) {
        found.addFirst(there);
        return;
      }
      // The same file with other bytes was truncated, maybe after a line that no copy has.
      whole &= !part.file().equals(mark.file());
      if (!part.modified().isBefore(mark.time())) {
        openAll(part);
      }
    }
    whole = false;
    notBefore = mark.time();
  }

  private boolean isTooOld(LogPart part) {
    return part.modified().isBefore(mark.time().minus(CLOCKS_DIFFER));
  }

  private void openAll(LogPart part) throws IOException {
    if (part.canBeRead()) {
      found.addFirst(part.lines());
    } else {
      whole = false;
    }
  }

  /** The files to be read, one after the other. */
  Deque<LogPartReading> found() {
    return found;
  }

  /** Whether there is no hole between the mark and what was found. */
  boolean isWhole() {
    return whole;
  }

  /** What is older stands before the mark; null where the mark itself was found. */
  @Nullable Instant notBefore() {
    return notBefore;
  }

  private void close() throws IOException {
    for (LogPartReading part : found) {
      part.close();
    }
  }
}
