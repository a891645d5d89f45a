package org.switchhook.asterisk.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a file that Asterisk appends to, by its name, through every way of rotating it: renamed
 * and made anew, copied and truncated, taken away for a while. Asterisk goes on writing to a
 * renamed queue_log until its logger is reloaded, so that one is followed for a while too.
 */
public final class LogFile implements AutoCloseable {

  /** Of a renamed file, until it is taken for left by its writer too. */
  private static final int QUIET_READS = 600;

  private final Path path;
  private @Nullable OpenLog current;
  private @Nullable OpenLog renamed;
  private int quietReads;

  private interface Opening {
    OpenLog of(Path path) throws IOException;
  }

  private LogFile(Path path, Opening opening) throws IOException {
    this.path = path;
    try {
      current = opening.of(path);
    } catch (NoSuchFileException e) {
      current = null;
    }
  }

  /** From the next line on that is written; from the first one of a file that is not there yet. */
  public static LogFile fromEnd(Path path) throws IOException {
    return new LogFile(path, OpenLog::fromEnd);
  }

  /** From where an earlier one stood. */
  public static LogFile from(Path path, LogPosition position) throws IOException {
    return new LogFile(path, there -> OpenLog.from(there, position));
  }

  /** Where reading goes on; null while there is no such file. */
  public @Nullable LogPosition position() {
    return current == null ? null : current.position();
  }

  /**
   * Hands on what was written since the last time, each line once and whole.
   *
   * @return false where lines may be missing: it was truncated, maybe before all was read
   * @throws IOException where it cannot be read now; what could be was handed on
   */
  public boolean read(Consumer<LogLine> out) throws IOException {
    readRenamed(out);
    if (current != null) {
      current.read(out);
    }
    boolean whole = true;
    if (isMadeAnew()) {
      rotate(out);
    } else if (current != null && current.isTruncated()) {
      current.restart();
      whole = false;
    }
    if (current != null) {
      current.read(out);
    }
    return whole;
  }

  private void readRenamed(Consumer<LogLine> out) throws IOException {
    if (renamed == null) {
      return;
    }
    quietReads = renamed.read(out) ? 0 : quietReads + 1;
    if (quietReads > QUIET_READS) {
      renamed.close();
      renamed = null;
    }
  }

  private boolean isMadeAnew() throws IOException {
    try {
      String file = OpenLog.fileAt(path);
      return current == null || !file.equals(current.file());
    } catch (NoSuchFileException e) {
      return false; // Not there yet, or renamed, and nobody has made the next one.
    }
  }

  private void rotate(Consumer<LogLine> out) throws IOException {
    OpenLog next = OpenLog.fromStart(path);
    if (renamed != null) {
      renamed.close();
    }
    renamed = current;
    current = next;
    quietReads = 0;
    readRenamed(out); // what came between the last read and the renaming
  }

  @Override
  public void close() throws IOException {
    if (renamed != null) {
      renamed.close();
    }
    if (current != null) {
      current.close();
    }
  }
}
