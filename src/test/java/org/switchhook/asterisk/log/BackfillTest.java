package org.switchhook.asterisk.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.asterisk.log.BackfillTimes.Settle;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.RecordSettings;
import org.switchhook.config.Secret;
import org.switchhook.outbox.Await;
import org.switchhook.telephony.signal.RecordSignal;
import org.switchhook.telephony.signal.RecordSignal.Read;

/** What is handed on after a gap, from real files. */
class BackfillTest {

  /** When the PBX is heard again: 100 s after the files begin. */
  private static final Instant HEARD = RecordFiles.BEGIN.plusSeconds(100);

  static final BackfillTimes SHORT =
      new BackfillTimes(
          new Settle(
              Duration.ofMillis(50),
              Duration.ofMillis(30),
              Duration.ofMillis(500),
              Duration.ofMillis(5)),
          Duration.ofMillis(10),
          Duration.ZERO,
          Duration.ofMillis(10),
          Duration.ofMinutes(10));

  @TempDir private Path directory;
  @TempDir private Path memory;
  private RecordFiles files;
  private RecordInbox inbox;
  private @Nullable Backfill backfill;

  @BeforeEach
  void before() {
    files = new RecordFiles(directory);
    inbox = new RecordInbox();
  }

  @AfterEach
  void after() {
    stop();
  }

  @Test
  void theFirstTimeNothingIsRead() throws Exception {
    files.enters(1, "old");
    files.ends(2, "old");

    assertThat(words(start())).containsExactly("read true true");
  }

  @Test
  void bothAreHandedOnByTime() throws Exception {
    heard();
    files.ends(12, "c1");
    files.enters(10, "c2");
    files.enters(12, "c3");
    files.ends(11, "c4"); // written when a call that went on after its end was over
    files.enters(13, "c5");
    files.ends(14, "c6");

    assertThat(words(start()))
        .containsExactly(
            "ENTERQUEUE c2",
            "cdr c4",
            "ENTERQUEUE c3",
            "cdr c1",
            "ENTERQUEUE c5",
            "cdr c6",
            "read true true");
  }

  @Test
  void aGapOfTheConnectionAlone() throws Exception {
    Backfill one = hears();
    files.enters(10, "told live");
    remembered();
    one.disconnected();
    files.enters(11, "in the gap");
    one.connected();

    assertThat(words(inbox.reading())).endsWith("ENTERQUEUE in the gap", "read true true");
  }

  @Test
  void nothingIsRememberedInAGap() throws Exception {
    Backfill one = hears();
    one.disconnected();
    files.enters(10, "c1");
    one.connected();
    assertThat(words(inbox.reading())).containsExactly("ENTERQUEUE c1", "read true true");
    one.disconnected();
    one.close();
    files.enters(20, "c2");

    assertThat(words(start())).endsWith("ENTERQUEUE c2", "read true true");
  }

  @Test
  void whatComesWithinASecondIsWaitedFor() throws Exception {
    heard();
    BackfillTimes patient =
        new BackfillTimes(
            new Settle(
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofMillis(5)),
            SHORT.remember(),
            SHORT.certain(),
            SHORT.late(),
            SHORT.latest());
    files.enters(10, "c1");
    begin(patient, inbox).connected();
    files.ends(11, "c1");

    assertThat(words(inbox.reading())).containsExactly("ENTERQUEUE c1", "cdr c1", "read true true");
  }

  @Test
  void aCdrThatComesLateIsHandedOnWhereItsCallEndedInTheGap() throws Exception {
    heard();
    files.ends(10, "c1");
    assertThat(words(start())).containsExactly("cdr c1", "read true true");
    files.ends(120, "after the gap");
    files.ends(99, "late");

    assertThat(RecordInbox.words(inbox.next())).isEqualTo("cdr late");
    stop();
    assertThat(inbox.isEmpty()).isTrue();
  }

  @Test
  void whatCannotBeReadIsSaidAtOnce() throws Exception {
    heard();
    files.enters(10, "c1");
    files.ends(10, "c1");
    Files.delete(files.cdr());
    Files.createDirectory(files.cdr());

    assertThat(words(start())).containsExactly("ENTERQUEUE c1", "read true false");
  }

  @Test
  void nothingIsConfigured() throws Exception {
    PbxSettings off = new PbxSettings("pbx1", "127.0.0.1", 5038, false, null, "u", new Secret("s"));
    backfill = new Backfill(off, memory, SHORT, inbox, () -> HEARD);
    backfill.start();
    backfill.connected();

    assertThat(inbox.reading()).containsExactly(new Read("pbx1", HEARD, false, false));
  }

  @Test
  void aCdrWithoutAUniqueidIsNobodys() throws Exception {
    heard();
    RecordFiles.append(files.cdr(), RecordFiles.record(10, "").replace(",\"\",\"\"\n", "\n"));

    assertThat(words(start())).containsExactly("read true false");
  }

  @Test
  void whatWasRememberedCannotBeRead() throws Exception {
    heard();
    files.enters(10, "c1");
    Files.writeString(memory.resolve("records-pbx1.json"), "{torn");
    assertThat(words(start())).containsExactly("read false false");

    remembered();
    stop();
    files.enters(11, "c2");
    assertThat(words(start())).containsExactly("ENTERQUEUE c2", "read true true");
  }

  @Test
  void aReadingThatAGapInterruptsIsBegunAgain() throws Exception {
    heard();
    for (int i = 0; i < 1000; i++) {
      files.enters(10, "c" + i);
    }
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    RecordSink slow =
        signal -> {
          first.countDown();
          goOn.await();
          inbox.accept(signal);
        };
    Backfill one = begin(SHORT, slow);
    one.connected();
    assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
    one.disconnected();
    one.connected();
    goOn.countDown();

    List<String> read = words(inbox.reading());
    assertThat(read).hasSizeBetween(1001, 1010).endsWith("ENTERQUEUE c999", "read true true");
    assertThat(read.subList(read.size() - 1001, read.size() - 1000))
        .containsExactly("ENTERQUEUE c0");
  }

  @Test
  void whatIsWrittenWholeDays() throws Exception {
    heard();
    StringBuilder entries = new StringBuilder();
    StringBuilder cdrs = new StringBuilder();
    for (int call = 0; call < 20_000; call++) {
      entries.append(RecordFiles.enterqueue(10 + call / 300, "c" + call));
      cdrs.append(RecordFiles.record(10 + call / 300, "c" + call));
    }
    RecordFiles.append(files.queueLog(), entries.toString());
    RecordFiles.append(files.cdr(), cdrs.toString());

    List<RecordSignal> all = start();
    assertThat(all).hasSize(40_001);
    assertThat(all.subList(0, 40_000))
        .isSortedAccordingTo(Comparator.comparing(RecordSignal::time));
  }

  /** It was heard for a while, and the bridge is down now. */
  private void heard() throws Exception {
    hears();
    stop();
  }

  /** It is heard, and its place is remembered. */
  private Backfill hears() throws Exception {
    files.enters(1, "before");
    files.ends(1, "before");
    start();
    remembered();
    return Objects.requireNonNull(backfill);
  }

  private void remembered() {
    Await.until(
        "the end is remembered",
        Duration.ofSeconds(20),
        () -> {
          try {
            FileSource<RecordSignal.QueueLogged> now =
                new FileSource<>(
                    files.queueLog(),
                    line -> QueueLogEntry.of(line).map(entry -> entry.signal("pbx1")),
                    () -> HEARD);
            Mark mark = new MarkFile(memory, "pbx1").load().queueLog();
            return mark != null && mark.isSamePlace(now.end());
          } catch (IOException e) {
            return false;
          }
        });
  }

  /** As after a start of the bridge: all that is handed on. */
  private List<RecordSignal> start() throws Exception {
    stop();
    begin(SHORT, inbox).connected();
    return inbox.reading();
  }

  private Backfill begin(BackfillTimes times, RecordSink sink) {
    PbxSettings pbx =
        new PbxSettings(
            "pbx1",
            "127.0.0.1",
            5038,
            false,
            null,
            "u",
            new Secret("s"),
            new RecordSettings(files.queueLog(), files.cdr(), ZoneOffset.UTC));
    Backfill one = new Backfill(pbx, memory, times, sink, () -> HEARD);
    backfill = one;
    one.start();
    return one;
  }

  private void stop() {
    if (backfill != null) {
      backfill.close();
      backfill = null;
    }
  }

  private static List<String> words(List<RecordSignal> signals) {
    return RecordInbox.words(signals);
  }
}
