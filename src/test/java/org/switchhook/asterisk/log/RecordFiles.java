package org.switchhook.asterisk.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.zip.GZIPOutputStream;

/** queue_log and Master.csv in a directory, written and rotated as on a PBX. */
final class RecordFiles {

  /** When what was written has the time 0. */
  static final Instant BEGIN = Instant.parse("2024-11-22T04:26:39Z");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Path directory;

  RecordFiles(Path directory) {
    this.directory = directory;
  }

  Path queueLog() {
    return directory.resolve("queue_log");
  }

  Path cdr() {
    return directory.resolve("Master.csv");
  }

  Path cel() {
    return directory.resolve("Cel.csv");
  }

  /** A channel is gone. */
  void hangsUp(int second, String uniqueid) throws IOException {
    append(cel(), event("HANGUP", second, uniqueid));
  }

  static String event(String type, int second, String uniqueid) {
    return ("\"%s\",\"%d.000000\",\"\",\"\",\"\",\"\",\"\",\"s\",\"phones\",\"PJSIP/1001-2\",\"\",\"\",\"3\",\"\","
            + "\"%s\",\"%s\",\"\",\"\",\"\",\"{\"\"hangupsource\"\":\"\"PJSIP/1001-2\"\"}\"%n")
        .formatted(type, BEGIN.plusSeconds(second).getEpochSecond(), uniqueid, uniqueid);
  }

  /** Someone comes into the queue. */
  void enters(int second, String call) throws IOException {
    append(queueLog(), enterqueue(second, call));
  }

  static String enterqueue(int second, String call) {
    return "%d|%s|sales|NONE|ENTERQUEUE||34911555010|1%n"
        .formatted(BEGIN.plusSeconds(second).getEpochSecond(), call);
  }

  /** A call of 5 seconds ends. */
  void ends(int second, String call) throws IOException {
    append(cdr(), record(second, call));
  }

  static String record(int second, String call) {
    String row =
        "\"\",\"34911555010\",\"7000\",\"phones\",\"\"\"Ana\"\" <34911555010>\",\"PJSIP/trunk-1\","
            + "\"PJSIP/1001-2\",\"Queue\",\"sales\",\"%s\",\"%s\",\"%s\",5,3,\"ANSWERED\","
            + "\"DOCUMENTATION\",\"%s\",\"\"%n";
    return row.formatted(time(second - 5), time(second - 3), time(second), call);
  }

  private static String time(int second) {
    return TIME.format(BEGIN.plusSeconds(second));
  }

  /** As its writer left it that second. */
  void modified(Path file, int second) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(BEGIN.plusSeconds(second)));
  }

  Path rename(Path file, String suffix) throws IOException {
    return Files.move(file, Path.of(file + suffix));
  }

  /** What gzip does: a new file, the old one's time, the old one away. */
  Path gzip(Path file) throws IOException {
    Path packed = Path.of(file + ".gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(file, out);
    }
    Files.setLastModifiedTime(packed, Files.getLastModifiedTime(file));
    Files.delete(file);
    return packed;
  }

  /** What logrotate's copytruncate does. */
  Path copyTruncate(Path file, String suffix) throws IOException {
    Path copy = Files.copy(file, Path.of(file + suffix));
    Files.newByteChannel(file, StandardOpenOption.WRITE).truncate(0).close();
    return copy;
  }

  static void append(Path file, String text) throws IOException {
    append(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static void append(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
