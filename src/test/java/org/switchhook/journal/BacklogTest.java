package org.switchhook.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.LogLines;
import org.switchhook.Transcripts;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.Subject;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.BridgeSignal.Configured;
import org.switchhook.telephony.signal.BridgeSignal.Heartbeat;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal.Created;
import org.switchhook.telephony.signal.ChannelSignal.HungUp;
import org.switchhook.telephony.signal.Signal;

/** What waits in the journal while the event log is away, and what becomes of it. */
@Timeout(120)
class BacklogTest {

  private static final Instant NOW = Instant.parse("2026-11-22T04:23:36Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<Signal> SIGNALS =
      Transcripts.signals(Transcripts.TRACES.resolve("asterisk-22.10.filtered.ami"));
  private static final Configured SETTINGS = (Configured) SIGNALS.get(0);

  @TempDir Path directory;
  private final Log log = new Log();

  /** An event log that knows each event by its id, as the database does. */
  private static final class Log implements EventSink {
    private final List<String> ids = new ArrayList<>();
    private final Map<Subject, Long> sequences = new HashMap<>();
    private long position = -1;
    private int most;
    private int closed;
    private volatile boolean away;

    @Override
    public synchronized long committedPosition() {
      return position;
    }

    @Override
    public synchronized Map<Subject, Long> highestSequences() {
      return Map.copyOf(sequences);
    }

    @Override
    public synchronized void commit(long to, List<Event> events) {
      if (away) {
        throw new IllegalStateException("away");
      }
      position = to;
      most = Math.max(most, events.size());
      for (Event event : events) {
        sequences.put(event.subject(), event.sequence());
        ids.add(event.id());
        closed += event.type() == EventType.CALL_CLOSED ? 1 : 0;
      }
    }

    synchronized List<String> ids() {
      return List.copyOf(ids);
    }

    synchronized int closed() {
      return closed;
    }
  }

  @Test
  void aStopWhileTheEventLogIsAwayLosesNothing() throws Exception {
    int half = SIGNALS.size() / 2;
    try (Journal journal = open()) {
      Fold fold = start(journal);
      append(journal, SIGNALS.subList(0, half));
      await(() -> fold.backlog() == 0);
      log.away = true;
      append(journal, SIGNALS.subList(half, SIGNALS.size()));
      journal.finish();
      fold.finish(Duration.ofMillis(500));
    }
    log.away = false;
    foldAll();
    assertThat(log.ids()).isEqualTo(ids(SIGNALS));
  }

  @Test
  void aFullJournalTakesNothingLosesNothingAndGoesOn() throws Exception {
    try (Journal journal = open(new Journal.Sizes(4_000, 60_000, 4_000))) {
      Fold fold = start(journal);
      log.away = true;
      int taken = fill(journal);
      assertThat(journal.hasRoom()).isFalse();
      assertThat(journal.bytes()).isGreaterThanOrEqualTo(60_000);
      assertThat(journal.append(new Heartbeat("test", NOW), Duration.ZERO))
          .as("of the bridge itself")
          .isTrue();
      assertThat(Segment.base(Segments.in(directory).get(0))).as("the first segment").isZero();

      log.away = false;
      await(() -> fold.backlog() == 0);
      await(journal::hasRoom);
      assertThat(snapshots()).hasSize(1);
      assertThat(Segment.base(Segments.in(directory).get(0))).isPositive();
      List<Signal> expected = new ArrayList<>(SIGNALS.subList(0, taken));
      expected.add(new Heartbeat("test", NOW));
      assertThat(log.ids()).isEqualTo(ids(expected));
      fold.close();
    }
  }

  /** As a link does it; how many were taken before there was no room. */
  private static int fill(Journal journal) throws Exception {
    int taken = 0;
    for (Signal signal : SIGNALS) {
      if (!journal.append(signal, Duration.ZERO)) {
        return taken;
      }
      assertThat(journal.awaitBehind(taken - 1, PATIENCE)).isTrue();
      taken++;
    }
    throw new AssertionError("all were taken");
  }

  @Test
  void aFullReserveIsFull() throws Exception {
    try (Journal journal = open(new Journal.Sizes(4_000, 20_000, 4_000))) {
      log.away = true;
      Fold fold = start(journal);
      fill(journal);
      int taken = 0;
      long durable = journal.durable();
      while (taken < 1_000 && journal.append(new Heartbeat("test", NOW), Duration.ZERO)) {
        assertThat(journal.awaitBehind(durable, PATIENCE)).isTrue();
        durable = journal.durable();
        taken++;
      }
      assertThat(taken).isBetween(1, 999);
      fold.close();
    }
  }

  @Test
  void aLongBacklogIsToldAtOnceAndTheMemoryStaysFlat() throws Exception {
    int calls = 100_000;
    try (Journal journal = open()) {
      journal.append(SETTINGS);
      for (int i = 0; i < calls; i++) {
        Channel channel = channel(i);
        Instant time = NOW.plusMillis(10L * i);
        journal.append(new Created("pbx1", time, channel));
        journal.append(new HungUp("pbx1", time, channel, 16, "Normal Clearing"));
      }
      journal.append(new Heartbeat("test", NOW));
      await(() -> journal.durable() == 2 * calls + 1);
      long before = heap();
      long begun = System.nanoTime();
      Fold fold = start(journal);
      await(() -> fold.backlog() == 0);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      System.out.printf("200,000 entries were told in %d ms%n", took.toMillis());

      assertThat(log.closed()).isGreaterThan(calls - 2_000); // The last ones may still go on.
      assertThat(log.most).as("events of one commit").isLessThan(5_000);
      log.ids.clear();
      log.sequences.clear();
      assertThat(heap() - before).as("heap").isLessThan(32 << 20);
      fold.close();
    }
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static Channel channel(int number) {
    String uniqueid = "1795316412." + number;
    return new Channel(
        "PJSIP/trunk-" + number, uniqueid, uniqueid, Channel.RING, "099", null, null, "in", "7000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"format\":1", "\"position\":"})
  void aSnapshotOfAnotherVersionIsNotUsedAndTheBridgeGoesOn(String known) throws Exception {
    try (Journal journal = open()) {
      Fold fold = start(journal);
      append(journal, SIGNALS);
      journal.finish();
      fold.finish(PATIENCE);
    }
    List<String> before = log.ids();
    String other = known.startsWith("\"f") ? "\"format\":0" : "\"ort\":1,\"position\":";
    for (Path file : snapshots()) {
      Files.writeString(file, Files.readString(file).replace(known, other));
    }
    List<Signal> more = List.of(SETTINGS, new Heartbeat("test", NOW));
    try (Journal journal = open()) {
      append(journal, more);
      journal.finish();
    }
    List<String> said = LogLines.of(Fold.class.getName(), this::foldAll);
    assertThat(said).singleElement().asString().contains("no snapshot can be used");
    List<Signal> all = new ArrayList<>(SIGNALS);
    all.addAll(more);
    assertThat(log.ids()).hasSizeGreaterThan(before.size()).isEqualTo(ids(all));
  }

  /** The position that is committed is behind the settings, which are folded in all the same. */
  @Test
  void withoutASnapshotWhatTheEventLogLacksIsTold() throws Exception {
    log.position = 0;
    try (Journal journal = open()) {
      append(journal, SIGNALS);
      journal.finish();
    }
    foldAll();
    assertThat(log.ids()).isEqualTo(ids(SIGNALS));
  }

  private List<Path> snapshots() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".json")).toList();
    }
  }

  private void foldAll() throws Exception {
    try (Journal journal = open()) {
      Fold fold = start(journal);
      journal.finish();
      fold.finish(PATIENCE);
    }
  }

  private Fold start(Journal journal) {
    InstantSource clock = InstantSource.fixed(NOW);
    Fold fold =
        new Fold(
            journal,
            new Snapshots(directory),
            log,
            clock,
            SETTINGS,
            since -> {
              throw new AssertionError("damaged since " + since);
            });
    fold.start();
    return fold;
  }

  private static void append(Journal journal, List<Signal> signals) throws InterruptedException {
    for (Signal signal : signals) {
      journal.append(signal);
    }
  }

  private Journal open() throws IOException {
    return open(new Journal.Sizes(4 << 20, 1 << 30, 0));
  }

  private Journal open(Journal.Sizes sizes) throws IOException {
    return Journal.open(directory, InstantSource.fixed(NOW), sizes);
  }

  private static List<String> ids(List<Signal> signals) {
    Model model = new Model();
    return signals.stream().flatMap(s -> model.fold(s, NOW).stream()).map(Event::id).toList();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(until);
      Thread.sleep(1);
    }
  }
}
