package org.switchhook.asterisk.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.switchhook.config.RecordSettings;
import org.switchhook.telephony.signal.RecordSignal;

/** Records that Asterisk appends to a file. */
final class FileSource<R extends RecordSignal> implements RecordSource<R> {

  /** A line of queue_log has 8 KiB at most, one of the CDR 1 KiB. */
  private static final int TAIL_BYTES = 16 * 1024;

  private static final int ATTEMPTS = 3;

  private final Path path;
  private final LineDecoding<R> decoding;
  private final InstantSource clock;

  /**
   * @param clock for a mark before which there is no record
   */
  FileSource(Path path, LineDecoding<R> decoding, InstantSource clock) {
    this.path = path;
    this.decoding = decoding;
    this.clock = clock;
  }

  /** Where its last whole line ends; one that was named and is not there yet has an end too. */
  @Override
  public Mark end() throws IOException {
    check();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      String file = OpenLog.fileAt(path);
      long size = channel.size();
      byte[] tail = before(channel, size, TAIL_BYTES);
      long end = size - torn(tail);
      byte[] checked = before(channel, end, LogPart.CHECKED_BYTES);
      return new Mark(file, end, LogPart.checksum(checked), lastTime(tail));
    } catch (NoSuchFileException e) {
      return new Mark(null, 0, 0, clock.instant());
    }
  }

  private void check() throws IOException {
    if (!RecordSettings.isRead(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException(path + " is no file");
    }
  }

  private static byte[] before(FileChannel channel, long end, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, end));
    long start = end - bytes.capacity();
    while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
      // As much as there is: it may be truncated meanwhile.
    }
    return bytes.array();
  }

  /** How many bytes of a line that is not whole yet stand at the end. */
  private static int torn(byte[] tail) {
    for (int i = tail.length; i > 0; i--) {
      if (tail[i - 1] == '\n') {
        return tail.length - i;
      }
    }
    return 0;
  }

  private Instant lastTime(byte[] tail) {
    String[] lines = new String(tail, StandardCharsets.UTF_8).split("\n", -1);
    for (int i = lines.length - 2; i >= 0; i--) {
      LogLine line = new LogLine(lines[i].stripTrailing(), new LogPosition("", 0));
      Optional<R> record = decoding.record(line);
      if (record.isPresent()) {
        return record.get().time();
      }
    }
    return clock.instant();
  }

  @Override
  public Reading<R> read(Mark from) throws IOException {
    check();
    for (int attempt = 1; ; attempt++) {
      try {
        return new FileReading<>(path, decoding, new LogSearch(from).in(path));
      } catch (IOException e) {
        // It may be rotated just now.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Asterisk writes queue_log and CDR unless it is told not to, and CEL if it is told to. */
  @Override
  public boolean isNamed() {
    return !path.equals(RecordSettings.CEL);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
