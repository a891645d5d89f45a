package org.switchhook.asterisk.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/** One file, open and read on from where it was read to, also once its name is another's. */
final class OpenLog implements AutoCloseable {

  private static final int CHUNK_BYTES = 64 * 1024;
  private static final long END = -1;

  private final String file;
  private final FileChannel channel;
  private LineCutter lines;

  private OpenLog(String file, FileChannel channel, LineCutter lines) {
    this.file = file;
    this.channel = channel;
    this.lines = lines;
  }

  /** The file that has this name now, from its first line on. */
  static OpenLog fromStart(Path path) throws IOException {
    return open(path, 0);
  }

  /** The file that has this name now, from the next line on that is written. */
  static OpenLog fromEnd(Path path) throws IOException {
    return open(path, END);
  }

  /** From a position in it on; from its first line on where the name is another file's by now. */
  static OpenLog from(Path path, LogPosition position) throws IOException {
    boolean same = position.file().equals(fileAt(path));
    return open(path, same && position.offset() <= Files.size(path) ? position.offset() : 0);
  }

  private static OpenLog open(Path path, long from) throws IOException {
    String file = fileAt(path);
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      if (!file.equals(fileAt(path))) {
        throw new IOException(path + " is being rotated");
      }
      long offset = from == END ? channel.size() : from;
      return new OpenLog(file, channel, new LineCutter(file, offset, isMidLine(channel, offset)));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** What tells a file that was made anew from the one before it. */
  static String fileAt(Path path) throws IOException {
    return String.valueOf(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
  }

  private static boolean isMidLine(FileChannel channel, long offset) throws IOException {
    ByteBuffer before = ByteBuffer.allocate(1);
    return offset > 0 && channel.read(before, offset - 1) == 1 && before.get(0) != '\n';
  }

  /** What the file system knows it by. */
  String file() {
    return file;
  }

  /** Hands on each line that is whole; whether there was anything to read. */
  boolean read(Consumer<LogLine> out) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    boolean any = false;
    while (channel.read(chunk, lines.offset()) > 0) {
      any = true;
      lines.cut(chunk.flip(), out);
      chunk.clear();
    }
    return any;
  }

  /** Whether it is shorter than what was read of it: its writer or logrotate emptied it. */
  boolean isTruncated() throws IOException {
    return channel.size() < lines.offset();
  }

  /** Reads it from its first line on. */
  void restart() {
    lines = new LineCutter(file, 0, false);
  }

  LogPosition position() {
    return lines.position();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
