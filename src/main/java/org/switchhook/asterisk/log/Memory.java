package org.switchhook.asterisk.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is remembered of one PBX's records, written to the disk when it changes. */
final class Memory {

  private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

  private final MarkFile file;
  private Marks stored = Marks.NONE;
  private boolean writable = true;

  Memory(MarkFile file) {
    this.file = file;
  }

  /**
   * What was remembered last.
   *
   * @throws IOException where it cannot be read
   */
  Marks load() throws IOException {
    stored = Marks.NONE;
    stored = file.load();
    return stored;
  }

  /** Whether nothing is remembered. */
  boolean isEmpty() {
    return stored.equals(Marks.NONE);
  }

  /**
   * Remembers where the records end.
   *
   * @param ends without those of which what was remembered stays
   */
  void remember(Marks ends) {
    Marks marks =
        new Marks(
            newer(stored.queueLog(), ends.queueLog()),
            newer(stored.cdr(), ends.cdr()),
            newer(stored.cel(), ends.cel()));
    if (marks.equals(stored)) {
      return;
    }
    try {
      file.store(marks);
      stored = marks;
      writable = true;
    } catch (IOException e) {
      if (writable) {
        LOG.warn("{} cannot be written: more than needed will be read: {}", file, e.getMessage());
      }
      writable = false;
    }
  }

  /** The same place is not written again: the clock in it may be another. */
  private static @Nullable Mark newer(@Nullable Mark old, @Nullable Mark mark) {
    return mark == null || (old != null && old.isSamePlace(mark)) ? old : mark;
  }
}
