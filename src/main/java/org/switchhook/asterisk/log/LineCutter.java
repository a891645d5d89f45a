package org.switchhook.asterisk.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts what was read of one file into lines; what has no end yet waits for it. */
final class LineCutter {

  /** Asterisk's own lines have 4 KiB at most. */
  private static final int LONGEST_LINE_BYTES = 64 * 1024;

  private final String file;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long offset;
  private long lineStart;
  private boolean skipping;

  /**
   * @param offset where the next byte stands
   * @param midLine it does not begin a line: the rest of that one is left out
   */
  LineCutter(String file, long offset, boolean midLine) {
    this.file = file;
    this.offset = offset;
    this.lineStart = offset;
    this.skipping = midLine;
  }

  void cut(ByteBuffer bytes, Consumer<LogLine> out) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      offset++;
      if (next == '\n') {
        end(out);
      } else if (!skipping) {
        line.write(next);
        skipping = line.size() > LONGEST_LINE_BYTES;
      }
    }
  }

  private void end(Consumer<LogLine> out) {
    LogPosition start = new LogPosition(file, lineStart);
    if (!skipping || line.size() > LONGEST_LINE_BYTES) {
      // One that is too long is handed on too, cut off: who reads it says that it is none.
      out.accept(new LogLine(line.toString(StandardCharsets.UTF_8).stripTrailing(), start));
    }
    line.reset();
    skipping = false;
    lineStart = offset;
  }

  /** Where the next byte has to be read. */
  long offset() {
    return offset;
  }

  /** Where the first line begins that was not handed on whole. */
  LogPosition position() {
    return new LogPosition(file, lineStart);
  }
}
