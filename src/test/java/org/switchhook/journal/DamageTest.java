package org.switchhook.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.LogLines;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.Signal;

/** A journal of three segments with ten entries each, and a disk that changes its bytes. */
class DamageTest {

  private static final Instant NOW = Instant.parse("2026-11-22T03:00:13.345Z");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int EACH = 10;
  private static final int RECORD = bytes();

  @TempDir Path directory;
  private final List<Instant> damages = new ArrayList<>();

  @BeforeEach
  void write() throws Exception {
    try (Journal journal = open()) {
      for (int i = 0; i < 3 * EACH; i++) {
        journal.append(tick(i));
        assertThat(journal.awaitBehind(i - 1, PATIENCE)).isTrue();
      }
    }
    assertThat(Segments.in(directory)).hasSize(3);
  }

  @Test
  void anEntryInTheMiddleIsLeftOutAlone() throws Exception {
    change(0, at(4) + Segment.RECORD_HEADER_BYTES + 5, (byte) 'x');
    List<String> said = LogLines.of(JournalReader.class.getName(), () -> assertMissing(4, 5));
    assertThat(said)
        .hasSize(2) // once for each start
        .first()
        .asString()
        .contains("00000.journal, byte " + at(4) + ", position 4: the entry is damaged");
  }

  @Test
  void behindALengthThatCannotBeBelievedTheRestOfTheSegmentIsLeftOut() throws Exception {
    change(0, at(4), (byte) 0x7f);
    List<String> said = LogLines.of(JournalReader.class.getName(), () -> assertMissing(4, EACH));
    assertThat(said)
        .hasSize(2) // once for each start
        .first()
        .asString()
        .contains("byte " + at(4) + ", position 4: damaged up to position 9");
  }

  @Test
  void zeroesInTheMiddleAreSkippedToo() throws Exception {
    for (int i = 0; i < 2 * RECORD; i++) {
      change(1, at(3) + i, (byte) 0);
    }
    assertMissing(EACH + 3, 2 * EACH);
  }

  @Test
  void aDamagedHeaderHidesNothing() throws Exception {
    String id;
    try (Journal journal = open()) {
      id = journal.id();
    }
    change(2, 3, (byte) 'x');
    try (Journal journal = open()) {
      assertThat(journal.id()).isEqualTo(id);
    }
    assertMissing(0, 0);
    assertThat(damages).isEmpty();
  }

  @Test
  void aSegmentThatIsGoneIsSaid() throws Exception {
    Files.delete(Segments.in(directory).get(1));
    assertMissing(EACH, 2 * EACH);
  }

  @Test
  void aDamagedEntryOfTheLastSegmentKeepsItsPosition() throws Exception {
    change(2, at(4) + Segment.RECORD_HEADER_BYTES + 5, (byte) 'x');
    assertMissing(2 * EACH + 4, 2 * EACH + 5);
  }

  @Test
  void theLastEntryKeepsItsPositionToo() throws Exception {
    change(2, at(9) + Segment.RECORD_HEADER_BYTES + 5, (byte) 'x');
    assertMissing(3 * EACH - 1, 3 * EACH);
  }

  @Test
  void behindWhatCannotBeReadAtTheEndNoPositionIsGivenAgain() throws Exception {
    change(2, at(4), (byte) 0x7f);
    try (Journal journal = open()) {
      assertThat(journal.wasDamaged()).isTrue();
      assertThat(journal.durable()).isGreaterThanOrEqualTo(3 * EACH - 1);
      journal.checkHas(3 * EACH - 1); // All of them were told.
      assertThat(signals(journal)).isEqualTo(without(2 * EACH + 4, 3 * EACH));
    }
    assertThat(damages).as("it was known").isEmpty();
  }

  @Test
  void anEntryThatThisVersionDoesNotKnowIsLeftOut() throws Exception {
    replace(0, 6, "BridgeSignal.Tick", "BridgeSignal.Tock");
    replace(0, 7, "\"time\"", "\"zeit\"");
    List<String> said = LogLines.of(JournalReader.class.getName(), () -> assertMissing(6, 8));
    assertThat(said)
        .hasSize(2) // once for each start
        .first()
        .asString()
        .contains("position 6: not known to this version", "BridgeSignal.Tock");
  }

  @Test
  void aJournalWhoseBeginningIsGoneStopsTheBridge() throws Exception {
    Files.delete(Segments.in(directory).get(0));
    try (Journal journal = open()) {
      assertThatThrownBy(() -> signals(journal)).hasMessageContaining("is not there any more");
    }
  }

  private void assertMissing(long from, long to) throws Exception {
    for (int start = 0; start < 2; start++) {
      damages.clear();
      try (Journal journal = open()) {
        assertThat(journal.wasDamaged()).isFalse();
        assertThat(journal.durable()).isEqualTo(3 * EACH - 1);
        assertThat(signals(journal)).isEqualTo(without(from, to));
      }
      assertThat(damages).isEqualTo(from == to ? List.of() : List.of(time(from - 1)));
    }
  }

  private static List<Signal> without(long from, long to) {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 3 * EACH; i++) {
      if (i < from || i >= to) {
        signals.add(tick(i));
      }
    }
    return signals;
  }

  private List<Signal> signals(Journal journal) throws Exception {
    List<Signal> signals = new ArrayList<>();
    try (JournalReader reader = journal.readBehind(-1, damages::add)) {
      while (reader.position() < journal.durable()) {
        reader.next(4, PATIENCE).forEach(entry -> signals.add(entry.signal()));
      }
    }
    return signals;
  }

  /** Another record of the same length, with a checksum that is right. */
  private void replace(int segment, int entry, String old, String other) throws IOException {
    Path file = Segments.in(directory).get(segment);
    byte[] bytes = Files.readAllBytes(file);
    int from = at(entry);
    byte[] json = Arrays.copyOfRange(bytes, from + Segment.RECORD_HEADER_BYTES, from + RECORD);
    String changed = new String(json, StandardCharsets.UTF_8).replace(old, other);
    byte[] record =
        Segment.record(time(entry).toEpochMilli(), changed.getBytes(StandardCharsets.UTF_8))
            .array();
    System.arraycopy(record, 0, bytes, from, RECORD);
    Files.write(file, bytes);
  }

  private void change(int segment, int offset, byte value) throws IOException {
    Path file = Segments.in(directory).get(segment);
    byte[] bytes = Files.readAllBytes(file);
    bytes[offset] = value;
    Files.write(file, bytes);
  }

  private static int at(int entry) {
    return Segment.HEADER_BYTES + entry * RECORD;
  }

  private Journal open() throws IOException {
    long full = Segment.HEADER_BYTES + (long) EACH * RECORD - 1;
    return Journal.open(directory, clock(), new Journal.Sizes(full, 1 << 30, 0));
  }

  /** A second later with each entry. */
  private static InstantSource clock() {
    int[] count = {0};
    return () -> time(count[0]++);
  }

  private static Tick tick(long number) {
    return new Tick("pbx1", time(number));
  }

  private static Instant time(long number) {
    return NOW.plusSeconds(number);
  }

  private static int bytes() {
    try {
      return Segment.record(0, StateJson.MAPPER.writerFor(Signal.class).writeValueAsBytes(tick(0)))
          .remaining();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
