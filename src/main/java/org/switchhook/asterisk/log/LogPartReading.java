package org.switchhook.asterisk.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** One file of a log, open and read on to its end. */
final class LogPartReading implements Closeable {

  private static final int CHUNK_BYTES = 64 * 1024;

  private final InputStream in;
  private final LineCutter lines;
  private final byte[] chunk = new byte[CHUNK_BYTES];

  LogPartReading(InputStream in, LineCutter lines) {
    this.in = in;
    this.lines = lines;
  }

  /** Hands on the next lines, maybe none; false at the end. */
  boolean read(Consumer<LogLine> out) throws IOException {
    int count = in.read(chunk);
    if (count > 0) {
      lines.cut(ByteBuffer.wrap(chunk, 0, count), out);
    }
    return count >= 0;
  }

  /** Whether what was read ends within a line. */
  boolean isTorn() {
    return lines.offset() != lines.position().offset();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
