package org.switchhook.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.Signal;

class JournalTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-11-22T03:00:13.345Z");

  @TempDir Path directory;

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
  void cutsATornEndAtEveryByteAndLosesNothingBeforeIt() throws Exception {
    try (Journal journal = open()) {
      journal.append(tick(0));
      read(journal, -1, 1);
    }
    Path segment = Journal.segments(directory).get(0);
    byte[] whole = Files.readAllBytes(segment);
    byte[] torn =
        Segment.record(NOW.toEpochMilli(), StateJson.MAPPER.writeValueAsBytes(tick(1))).array();
    for (int length = 0; length < torn.length; length += 7) {
      Files.write(segment, whole);
      Files.write(segment, java.util.Arrays.copyOf(torn, length), StandardOpenOption.APPEND);
      try (Journal journal = open()) {
        journal.append(tick(2));
        assertThat(read(journal, -1, 2))
            .as("torn after " + length + " bytes")
            .containsExactly(new Entry(0, NOW, tick(0)), new Entry(1, NOW, tick(2)));
      }
    }
  }

  @Test
  void aByteThatTheDiskChangedIsNotTaken() throws Exception {
    try (Journal journal = open()) {
      journal.append(tick(0));
      read(journal, -1, 1);
      journal.append(tick(1));
      read(journal, 0, 1);
    }
    Path segment = Journal.segments(directory).get(0);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length - 3] ^= 1;
    Files.write(segment, bytes);
    try (Journal journal = open()) {
      assertThat(journal.durable()).isZero();
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
        Journal other = Journal.open(directory.resolve("other"), InstantSource.fixed(NOW))) {
      assertThat(other.id()).isNotEqualTo(one.id());
    }
  }

  private Journal open() throws IOException {
    return Journal.open(directory, InstantSource.fixed(NOW));
  }

  private static Tick tick(long second) {
    return new Tick("pbx1", NOW.plusSeconds(second));
  }

  private static List<Entry> read(Journal journal, long behind, int count) throws Exception {
    List<Entry> entries = new ArrayList<>();
    long until = System.nanoTime() + PATIENCE.toNanos();
    try (JournalReader reader = journal.readBehind(behind)) {
      while (entries.size() < count && System.nanoTime() < until) {
        entries.addAll(reader.next(count - entries.size(), Duration.ofMillis(100)));
      }
    }
    return entries;
  }
}
