package org.switchhook.asterisk.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir private Path directory;
  private Path path;
  private LogFile log;

  @BeforeEach
  void begin() throws IOException {
    path = directory.resolve("queue_log");
    write("before\n");
    log = LogFile.fromEnd(path);
  }

  @AfterEach
  void end() throws IOException {
    log.close();
  }

  @Test
  void whatIsWrittenFromNowOnIsReadOnce() throws IOException {
    assertThat(read()).isEmpty();
    write("one\ntwo\n");
    assertThat(read()).containsExactly("one", "two");
    assertThat(read()).isEmpty();
  }

  @Test
  void aLineIsReadWhenItIsWhole() throws IOException {
    write("to");
    assertThat(read()).isEmpty();
    write("rn\r\nnext");
    assertThat(read()).containsExactly("torn");
    write("\n");
    assertThat(read()).containsExactly("next");
  }

  @Test
  void theRestOfALineThatBeganBeforeIsNoLine() throws IOException {
    write("torn");
    try (LogFile late = LogFile.fromEnd(path)) {
      write(" before\nwhole\n");
      List<String> lines = new ArrayList<>();
      assertThat(late.read(line -> lines.add(line.text()))).isTrue();
      assertThat(lines).containsExactly("whole");
    }
  }

  @Test
  void aRenamedFileIsReadToItsEndAndTheNewOneFromItsBeginning() throws IOException {
    write("old\n");
    Path old = rename();
    write(old, "asterisk still writes here\n");
    assertThat(read()).containsExactly("old", "asterisk still writes here");
    write("new\n");
    write(old, "and here\n");
    assertThat(read()).containsExactly("and here", "new");
    write(old, "until its logger is reloaded\n");
    write("newer\n");
    assertThat(read()).containsExactly("until its logger is reloaded", "newer");
  }

  @Test
  void rotatedTwice() throws IOException {
    rename();
    write("second\n");
    assertThat(read()).containsExactly("second");
    rename();
    write("third\n");
    assertThat(read()).containsExactly("third");
  }

  @Test
  void aFileThatWasTruncatedIsReadFromItsBeginningAndSaysThatLinesMayBeMissing()
      throws IOException {
    write("long before\n");
    read();
    Files.copy(path, directory.resolve("queue_log.1"));
    Files.writeString(path, "", StandardOpenOption.TRUNCATE_EXISTING);
    write("new\n");

    List<String> lines = new ArrayList<>();
    assertThat(log.read(line -> lines.add(line.text()))).isFalse();
    assertThat(lines).containsExactly("new");
    assertThat(log.read(line -> lines.add(line.text()))).isTrue();
    assertThat(lines).hasSize(1);
  }

  @Test
  void aFileThatComesLaterIsReadFromItsBeginning() throws IOException {
    Path later = directory.resolve("Master.csv");
    try (LogFile cdr = LogFile.fromEnd(later)) {
      List<String> lines = new ArrayList<>();
      assertThat(cdr.read(line -> lines.add(line.text()))).isTrue();
      assertThat(cdr.position()).isNull();
      write(later, "first\n");
      assertThat(cdr.read(line -> lines.add(line.text()))).isTrue();
      assertThat(lines).containsExactly("first");
    }
  }

  @Test
  void aHugeLineIsCutOffAndTheNextOneWhole() throws IOException {
    write("x".repeat(10_000_000));
    assertThat(read()).isEmpty();
    write("\nnext\n");

    List<String> lines = read();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).hasSizeLessThan(70_000);
    assertThat(lines.get(1)).isEqualTo("next");
  }

  @Test
  void bytesThatAreNoTextAreALineToo() throws IOException {
    Files.write(path, new byte[] {'a', (byte) 0xff, 0, '\n'}, StandardOpenOption.APPEND);
    assertThat(read()).containsExactly("a\ufffd\0");
  }

  @Test
  void readingGoesOnWhereAnEarlierOneStood() throws IOException {
    write("one\ntw");
    assertThat(read()).containsExactly("one");
    LogPosition position = log.position();
    assertThat(position).isNotNull();
    write("o\nthree\n");
    try (LogFile next = LogFile.from(path, position)) {
      List<LogLine> lines = new ArrayList<>();
      next.read(lines::add);
      assertThat(lines).extracting(LogLine::text).containsExactly("two", "three");
      assertThat(lines.get(0).position()).isEqualTo(position);
    }
    rename();
    write("new\n");
    try (LogFile next = LogFile.from(path, position)) {
      List<String> lines = new ArrayList<>();
      next.read(line -> lines.add(line.text()));
      assertThat(lines).containsExactly("new");
    }
  }

  private Path rename() throws IOException {
    Path old = directory.resolve("queue_log.1");
    return Files.move(path, old, StandardCopyOption.REPLACE_EXISTING);
  }

  private void write(String text) throws IOException {
    write(path, text);
  }

  private static void write(Path file, String text) throws IOException {
    Files.write(
        file,
        text.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private List<String> read() throws IOException {
    List<String> lines = new ArrayList<>();
    assertThat(log.read(line -> lines.add(line.text()))).isTrue();
    return lines;
  }
}
