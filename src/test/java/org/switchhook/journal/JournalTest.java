package org.switchhook.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.Transcripts;
import org.switchhook.config.JournalSettings;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal.Created;
import org.switchhook.telephony.signal.Signal;

class JournalTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-11-22T03:00:13.345Z");

  @TempDir Path directory;
  private final List<Instant> damages = new ArrayList<>();

  @Test
  void givesBackWhatWasPutIn() throws Exception {
    List<Signal> signals =
        Transcripts.signals(Transcripts.TRACES.resolve("asterisk-22.10.filtered.ami"));
    try (Journal journal = open()) {
      for (Signal signal : signals) {
        journal.append(signal);
      }
      assertThat(read(journal, -1, signals.size()).stream().map(Entry::signal).toList())
          .isEqualTo(signals);
    }
  }

  @Test
  void goesOnAfterARestartUnderTheSameId() throws Exception {
    String id;
    try (Journal journal = open()) {
      id = journal.id();
      journal.append(tick(0));
      journal.append(tick(1));
    }
    try (Journal journal = open()) {
      assertThat(journal.id()).isEqualTo(id);
      journal.append(tick(2));
      assertThat(read(journal, 0, 2))
          .containsExactly(new Entry(1, NOW, tick(1)), new Entry(2, NOW, tick(2)));
    }
  }

  @Test
  void goesOnBehindATornEndAndLosesNothingBeforeIt() throws Exception {
    try (Journal journal = open()) {
      journal.append(tick(0));
      read(journal, -1, 1);
    }
    Path segment = Segments.in(directory).get(0);
    byte[] whole = Files.readAllBytes(segment);
    byte[] torn =
        Segment.record(NOW.toEpochMilli(), StateJson.MAPPER.writeValueAsBytes(tick(1))).array();
    for (int length = 0; length < torn.length; length += 7) {
      for (Path file : Segments.in(directory)) {
        Files.delete(file);
      }
      Files.write(segment, whole);
      Files.write(segment, java.util.Arrays.copyOf(torn, length), StandardOpenOption.APPEND);
      try (Journal journal = open()) {
        assertThat(journal.wasDamaged()).isEqualTo(length > 0);
        journal.append(tick(2));
        assertThat(read(journal, -1, 2))
            .as("torn after " + length + " bytes")
            .extracting(Entry::signal)
            .containsExactly(tick(0), tick(2));
      }
      assertThat(damages).as("known from the start on").isEmpty();
      try (Journal journal = open()) {
        assertThat(journal.wasDamaged()).isFalse();
      }
    }
  }

  @Test
  void belongsToOneBridge() throws Exception {
    try (Journal journal = open()) {
      assertThat(journal.durable()).isEqualTo(-1);
      assertThatThrownBy(this::open)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another bridge uses the journal");
    }
  }

  @Test
  void anotherDirectoryIsAnotherJournal() throws Exception {
    try (Journal one = open();
        Journal other =
            Journal.open(
                new JournalSettings(directory.resolve("other")), InstantSource.fixed(NOW))) {
      assertThat(other.id()).isNotEqualTo(one.id());
    }
  }

  @Test
  void rollsSegmentsIsReadAcrossThemAndForgetsWhatIsNotNeeded() throws Exception {
    try (Journal journal = open(new Journal.Sizes(200, 1 << 30, 0))) {
      appendEach(journal, 0, 50);
      assertThat(Segments.in(directory).size()).isGreaterThan(5);
      assertThat(read(journal, -1, 50)).extracting(Entry::signal).isEqualTo(ticks(0, 50));
      assertThat(read(journal, 30, 19)).extracting(Entry::signal).isEqualTo(ticks(31, 50));
      journal.forgetUpTo(30);
      assertThat(Segment.base(Segments.in(directory).get(0))).isBetween(1L, 31L);
    }
    try (Journal journal = open(new Journal.Sizes(200, 1 << 30, 0))) {
      appendEach(journal, 50, 60);
      assertThat(read(journal, 30, 29)).extracting(Entry::signal).isEqualTo(ticks(31, 60));
      assertThatThrownBy(() -> read(journal, -1, 1)).hasMessageContaining("not there any more");
    }
  }

  @Test
  void keepsTheOrderOfEachOfManyThreads() throws Exception {
    int threads = 4;
    int each = 500;
    try (Journal journal = open(new Journal.Sizes(4_000, 1 << 30, 0))) {
      List<Thread> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String pbx = "pbx" + i;
        all.add(new Thread(() -> appendAll(journal, pbx, each)));
      }
      all.forEach(Thread::start);
      for (Thread thread : all) {
        thread.join();
      }
      List<Entry> entries = read(journal, -1, threads * each);
      for (int i = 0; i < threads; i++) {
        String pbx = "pbx" + i;
        assertThat(entries.stream().map(Entry::signal).filter(s -> s.pbx().equals(pbx)))
            .extracting(s -> s.time().getEpochSecond() - NOW.getEpochSecond())
            .isEqualTo(java.util.stream.LongStream.range(0, each).boxed().toList());
      }
    }
  }

  private static void appendAll(Journal journal, String pbx, int count) {
    try {
      for (int i = 0; i < count; i++) {
        journal.append(new Tick(pbx, NOW.plusSeconds(i)));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFullDiskLosesNothing() throws Exception {
    assumeTrue(isDone("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.toString()));
    try {
      Path filler = directory.resolve("filler");
      try (Journal journal = open(new Journal.Sizes(32_000, 1 << 30, 8_192))) {
        appendEach(journal, 0, 10);
        fill(filler);
        for (int i = 10; i < 500; i++) {
          journal.append(tick(i));
        }
        assertThat(journal.awaitBehind(498, Duration.ofSeconds(1))).isFalse();
        assertThat(journal.isFull()).isTrue();
        assertThat(journal.hasRoom()).isFalse();
        assertThat(journal.append(heard(), PATIENCE)).as("nobody waits").isFalse();
        Files.delete(filler);
        assertThat(journal.awaitBehind(498, PATIENCE)).isTrue();
        awaitRoom(journal);
        assertThat(journal.append(heard(), PATIENCE)).isTrue();
        assertThat(read(journal, -1, 500)).extracting(Entry::signal).isEqualTo(ticks(0, 500));
      }
      try (Journal journal = open()) {
        assertThat(journal.durable()).isEqualTo(500);
        assertThat(journal.wasDamaged()).isFalse();
      }
    } finally {
      assertThat(isDone("umount", directory.toString())).isTrue();
    }
  }

  @Test
  void aSnapshotThatIsAheadMeansThatAnOlderCopyWasPutBack() throws Exception {
    try (Journal journal = open()) {
      journal.append(tick(0));
      read(journal, -1, 1);
    }
    new Snapshots(directory).write(0, new Model());
    open().close();
    new Snapshots(directory).write(5, new Model());
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(this::open)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ends at position 0, but its snapshot has 5: signals are missing");
    }
  }

  @Test
  void anEventLogThatIsAheadIsSeenAtTheNextStartToo() throws Exception {
    try (Journal journal = open()) {
      journal.checkHas(-1);
      journal.append(tick(0));
      assertThatThrownBy(() -> journal.checkHas(0)).hasMessageContaining("the event log has 0");
    }
    assertThatThrownBy(this::open).hasMessageContaining("Move all files of that directory away");
  }

  private static Signal heard() {
    Channel channel = new Channel("a", "u", "u", Channel.RING, null, null, null, null, null);
    return new Created("pbx1", NOW, channel);
  }

  private static void awaitRoom(Journal journal) throws Exception {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!journal.hasRoom()) {
      assertThat(System.nanoTime()).as("time").isLessThan(until);
      Thread.sleep(10);
    }
  }

  private static void fill(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static boolean isDone(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false; // There is no such program here.
    }
  }

  /** Each for itself, so that each may begin a segment. */
  private static void appendEach(Journal journal, long from, long to) throws Exception {
    for (long i = from; i < to; i++) {
      journal.append(tick(i));
      assertThat(journal.awaitBehind(i - 1, PATIENCE)).isTrue();
    }
  }

  private static List<Signal> ticks(long from, long to) {
    return java.util.stream.LongStream.range(from, to).mapToObj(i -> (Signal) tick(i)).toList();
  }

  private Journal open(Journal.Sizes sizes) throws IOException {
    return Journal.open(directory, InstantSource.fixed(NOW), sizes);
  }

  private Journal open() throws IOException {
    return Journal.open(new JournalSettings(directory), InstantSource.fixed(NOW));
  }

  private static Tick tick(long second) {
    return new Tick("pbx1", NOW.plusSeconds(second));
  }

  private List<Entry> read(Journal journal, long behind, int count) throws Exception {
    List<Entry> entries = new ArrayList<>();
    long until = System.nanoTime() + PATIENCE.toNanos();
    try (JournalReader reader = journal.readBehind(behind, damages::add)) {
      while (entries.size() < count && System.nanoTime() < until) {
        entries.addAll(reader.next(count - entries.size(), Duration.ofMillis(100)));
      }
    }
    return entries;
  }
}
