package org.switchhook.asterisk.agi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A connection of which the header is not complete yet. */
final class Incoming {

  private static final int FIRST = 2048;
  private static final int LONGEST = 16 * 1024;

  final SocketChannel channel;

  /** In nanoseconds of {@link System#nanoTime}. */
  final long deadline;

  private ByteBuffer header = ByteBuffer.allocate(FIRST);

  Incoming(SocketChannel channel, long deadline) {
    this.channel = channel;
    this.deadline = deadline;
  }

  /**
   * Reads what is there.
   *
   * @return the header once it is complete, without the empty line; else null
   * @throws IOException when there is none to come: it has ended, or is too long
   * @throws ForgedException when more follows: Asterisk waits for a command now
   */
  @Nullable String read() throws IOException {
    int count = channel.read(header);
    while (count > 0) {
      if (!header.hasRemaining()) {
        grow();
      }
      count = channel.read(header);
    }
    int end = end();
    if (end < 0 && count < 0) {
      throw new IOException("closed before its header was complete");
    }
    if (end >= 0 && end + 2 < header.position()) {
      throw new ForgedException("a value has an empty line in it");
    }
    return end < 0 ? null : new String(header.array(), 0, end, StandardCharsets.UTF_8);
  }

  private void grow() throws IOException {
    if (header.capacity() >= LONGEST) {
      throw new IOException("its header is longer than " + LONGEST + " bytes");
    }
    header =
        ByteBuffer.wrap(Arrays.copyOf(header.array(), header.capacity() * 2))
            .position(header.position());
  }

  private int end() {
    byte[] bytes = header.array();
    for (int at = 0; at + 1 < header.position(); at++) {
      if (bytes[at] == '\n' && bytes[at + 1] == '\n') {
        return at;
      }
    }
    return -1;
  }
}
