package org.switchhook;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * How many callers have come to a queue, by queue_log. Each line is read once: whoever waits for
 * half an hour asks often.
 */
final class Arrivals {

  private final Path log;
  private final Instant since;
  private long at;
  private long count;

  Arrivals(Path log, Instant since) {
    this.log = log;
    this.since = since;
  }

  long count() {
    if (Files.exists(log)) {
      String lines = more();
      count += lines.lines().filter(this::isArrival).count();
    }
    return count;
  }

  private boolean isArrival(String line) {
    return line.contains("|ENTERQUEUE|")
        && Long.parseLong(line.substring(0, line.indexOf('|'))) >= since.getEpochSecond();
  }

  /** What is written since, in whole lines. */
  private String more() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[Math.toIntExact(file.length() - at)];
      file.seek(at);
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      at += whole.length();
      return whole;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
