package org.switchhook.asterisk.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.config.RecordSettings;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;

/** A mark is found again, whatever became of the file that it was set in. */
class FileSourceTest {

  private static final Instant NOW = RecordFiles.BEGIN.plusSeconds(3);

  @TempDir private Path directory;
  private RecordFiles files;
  private FileSource<QueueLogged> source;
  private Mark mark;
  private boolean whole;

  @BeforeEach
  void somethingWasHeard() throws IOException {
    files = new RecordFiles(directory);
    source =
        new FileSource<>(
            files.queueLog(),
            line -> QueueLogEntry.of(line).map(entry -> entry.signal("pbx1")),
            () -> NOW);
    files.enters(1, "heard1");
    files.enters(2, "heard2");
    mark = source.end();
  }

  private static List<String> names() {
    return List.of(".1", ".0", "-20261122", ".1795321599", "-20261122-1795");
  }

  @Test
  void nothingNew() throws IOException {
    assertThat(mark.time()).isEqualTo(RecordFiles.BEGIN.plusSeconds(2));
    assertThat(read()).isEmpty();
    assertThat(whole).isTrue();
  }

  @Test
  void linesBehindTheMark() throws IOException {
    files.enters(2, "a");
    files.enters(5, "b");

    assertThat(read()).containsExactly("a", "b");
    assertThat(whole).isTrue();
  }

  @ParameterizedTest
  @MethodSource("names")
  void renamed(String name) throws IOException {
    files.enters(4, "a");
    files.rename(files.queueLog(), name);
    files.enters(5, "b");

    assertThat(read()).containsExactly("a", "b");
    assertThat(whole).isTrue();
  }

  @Test
  void renamedAndNotMadeAnewYet() throws IOException {
    files.enters(4, "a");
    files.rename(files.queueLog(), ".1");

    assertThat(read()).containsExactly("a");
    assertThat(whole).isTrue();
  }

  @Test
  void rotatedByLogrotateMoreThanOnce() throws IOException {
    files.enters(4, "a");
    Path first = files.rename(files.queueLog(), ".1");
    files.modified(first, 4);
    files.enters(5, "b");
    files.modified(files.rename(first, ".2"), 4); // which is now called queue_log.1.2
    Files.move(directory.resolve("queue_log.1.2"), directory.resolve("queue_log.2"));
    files.modified(files.rename(files.queueLog(), ".1"), 5);
    files.enters(6, "c");

    assertThat(read()).containsExactly("a", "b", "c");
    assertThat(whole).isTrue();
  }

  @Test
  void rotatedByAsteriskWhichCountsUp() throws IOException {
    files.enters(4, "a");
    files.modified(files.rename(files.queueLog(), ".0"), 4);
    files.enters(5, "b");
    files.modified(files.rename(files.queueLog(), ".1"), 5);
    files.enters(6, "c");

    assertThat(read()).containsExactly("a", "b", "c");
    assertThat(whole).isTrue();
  }

  @Test
  void packed() throws IOException {
    files.enters(4, "a");
    files.modified(files.rename(files.queueLog(), "-20261121"), 4);
    files.gzip(directory.resolve("queue_log-20261121"));
    // The file system's name for the old one is free again: elsewhere it goes to another file.
    Files.createFile(directory.resolve("full"));
    files.enters(5, "b");
    files.modified(files.rename(files.queueLog(), "-20261122"), 5);
    files.gzip(directory.resolve("queue_log-20261122"));
    Files.createFile(directory.resolve("messages.log"));
    files.enters(6, "c");

    assertThat(read()).containsExactly("a", "b", "c");
    assertThat(whole).isTrue();
  }

  @Test
  void beingPackedJustNow() throws IOException {
    files.enters(4, "a");
    files.rename(files.queueLog(), ".1");
    Files.writeString(directory.resolve("queue_log.1.gz"), "half");
    files.enters(5, "b");

    assertThat(read()).containsExactly("a", "b");
    assertThat(whole).isTrue();
  }

  @Test
  void packedInAWayThatIsNotKnown() throws IOException {
    files.enters(4, "a");
    files.rename(files.queueLog(), ".1");
    files.enters(5, "b");
    Files.writeString(directory.resolve("queue_log.2.xz"), "?");

    assertThat(read()).containsExactly("a", "b");
    assertThat(whole).isFalse();
  }

  @Test
  void copiedAndTruncated() throws IOException {
    files.enters(4, "a");
    files.copyTruncate(files.queueLog(), ".1");
    files.enters(5, "b");

    assertThat(read()).containsExactly("a", "b");
    assertThat(whole).as("one may have been written between copying and truncating").isFalse();
  }

  @Test
  void copiedAndTruncatedAndGrownPastTheMark() throws IOException {
    files.enters(4, "a");
    files.copyTruncate(files.queueLog(), ".1");
    files.enters(5, "b");
    files.enters(6, "c");
    files.enters(7, "d");

    assertThat(read()).containsExactly("a", "b", "c", "d");
    assertThat(whole).isFalse();
  }

  @Test
  void truncatedWithoutACopy() throws IOException {
    Files.writeString(files.queueLog(), "");
    files.enters(5, "b");

    assertThat(read()).containsExactly("b");
    assertThat(whole).isFalse();
  }

  @Test
  void gone() throws IOException {
    Files.delete(files.queueLog());

    assertThat(read()).isEmpty();
    assertThat(whole).isFalse();
  }

  @Test
  void goneAndMadeAnewWithOldLinesInIt() throws IOException {
    Files.delete(files.queueLog());
    files.enters(1, "before");
    files.enters(2, "the same second");
    files.enters(5, "after");

    assertThat(read()).containsExactly("the same second", "after");
    assertThat(whole).isFalse();
  }

  @Test
  void somebodysCopyIsNotReadToo() throws IOException {
    files.enters(4, "a");
    Files.copy(files.queueLog(), directory.resolve("queue_log.bak"));
    Files.copy(files.queueLog(), directory.resolve("queue_log_old"));

    assertThat(read()).containsExactly("a");
    assertThat(whole).isTrue();
  }

  @Test
  void aMarkInAnEmptyFile() throws IOException {
    files.modified(files.rename(files.queueLog(), ".1"), 2);
    Files.createFile(files.queueLog());
    mark = source.end();
    files.enters(4, "a");
    files.modified(files.queueLog(), 4);
    assertThat(read()).containsExactly("a");
    assertThat(whole).isTrue();

    Path renamed = files.rename(files.queueLog(), ".2");
    files.modified(renamed, 4);
    files.enters(5, "b");
    assertThat(read()).containsExactly("a", "b");
    assertThat(whole).isTrue();

    files.gzip(renamed);
    assertThat(read()).containsExactly("a", "b");
    assertThat(whole).as("nothing tells that it is the same file").isFalse();
  }

  @Test
  void aMarkInAnEmptyFileThatIsCopiedAndTruncated() throws IOException {
    files.modified(files.rename(files.queueLog(), ".9"), 2);
    Files.createFile(files.queueLog());
    mark = source.end();
    files.enters(4, "a");
    files.copyTruncate(files.queueLog(), ".1");
    files.enters(5, "b");

    assertThat(read()).containsExactly("a", "b");
    assertThat(whole).isFalse();
  }

  @Test
  void aMarkBeforeThereWasAFile() throws IOException {
    Files.delete(files.queueLog());
    mark = source.end();
    assertThat(mark.file()).isNull();
    files.enters(4, "a");
    files.modified(files.rename(files.queueLog(), ".1"), 4);
    files.enters(5, "b");

    assertThat(read()).containsExactly("a", "b");
    assertThat(whole).isTrue();
  }

  @Test
  void aLineThatIsNotWholeIsReadOnceItIs() throws IOException {
    RecordFiles.append(files.queueLog(), "1732249603|a|sa");
    mark = source.end();
    assertThat(read()).isEmpty();
    assertThat(whole).isTrue();

    RecordFiles.append(files.queueLog(), "les|NONE|ENTERQUEUE||1|1\n");
    assertThat(read()).containsExactly("a");
    assertThat(whole).isTrue();
  }

  @Test
  void aLineThatWasNeverFinished() throws IOException {
    RecordFiles.append(files.queueLog(), "1732249603|a|sa");
    files.rename(files.queueLog(), ".1");
    files.enters(5, "b");

    assertThat(read()).containsExactly("b");
    assertThat(whole).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 10_000, 1_000_000})
  void whatIsNoRecordIsLeftOut(int size) throws IOException {
    RecordFiles.append(files.queueLog(), "x".repeat(size) + "\n");
    files.enters(4, "a");
    RecordFiles.append(files.queueLog(), new byte[] {(byte) 0xff, 0, 27, '|', '\n'});
    files.enters(5, "b");

    assertThat(read()).containsExactly("a", "b");
    assertThat(whole).as("who knows what it was").isFalse();
    mark = source.end();
    files.enters(6, "c");
    assertThat(read()).containsExactly("c");
    assertThat(whole).isTrue();
  }

  @Test
  void aMarkRightBehindALongLine() throws IOException {
    RecordFiles.append(files.queueLog(), "x".repeat(100_000) + "\n");
    mark = source.end();
    files.enters(6, "c");

    assertThat(read()).containsExactly("c");
    assertThat(whole).isTrue();
  }

  @Test
  void millionsOfLinesTakeNoMemory() throws IOException {
    int lines = 300_000;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(RecordFiles.enterqueue(4, "c" + i));
    }
    RecordFiles.append(files.queueLog(), text.toString());

    long before = used();
    try (Reading<QueueLogged> reading = source.read(mark)) {
      int count = 0;
      for (QueueLogged one = reading.next(); one != null; one = reading.next()) {
        count++;
        if (count == lines - 1) {
          assertThat(used() - before).isLessThan(20_000_000);
        }
      }
      assertThat(count).isEqualTo(lines);
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void asterisksOwnFileHasToBeThere() {
    if (!Files.isReadable(RecordSettings.QUEUE_LOG)) {
      FileSource<QueueLogged> standard =
          new FileSource<>(RecordSettings.QUEUE_LOG, line -> Optional.empty(), () -> NOW);
      assertThatThrownBy(standard::end).isInstanceOf(NoSuchFileException.class);
    }
  }

  private List<@Nullable String> read() throws IOException {
    List<@Nullable String> calls = new ArrayList<>();
    try (Reading<QueueLogged> reading = source.read(mark)) {
      for (QueueLogged one = reading.next(); one != null; one = reading.next()) {
        calls.add(one.call());
      }
      whole = reading.isWhole();
    }
    return calls;
  }
}
