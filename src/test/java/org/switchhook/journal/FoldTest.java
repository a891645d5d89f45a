package org.switchhook.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.LogLines;
import org.switchhook.Schemas;
import org.switchhook.Transcripts;
import org.switchhook.config.JournalSettings;
import org.switchhook.event.Event;
import org.switchhook.event.EventId;
import org.switchhook.event.EventType;
import org.switchhook.event.Subject;
import org.switchhook.telephony.signal.BridgeSignal.Configured;
import org.switchhook.telephony.signal.BridgeSignal.Heartbeat;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.ChannelSignal.Created;
import org.switchhook.telephony.signal.DispositionSignal.Coded;
import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.MemberSignal.PauseChanged;
import org.switchhook.telephony.signal.Signal;

class FoldTest {

  private static final Instant NOW = Instant.parse("2026-11-22T04:23:36Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final Log log = new Log();
  private final List<Instant> damages = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

  /** An event log that can be away, or take something without being able to say so. */
  private static class Log implements EventSink {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Map<Subject, Long> told = new HashMap<>();
    private volatile long position = -1;
    private int awayFor;

    @Override
    public long committedPosition() {
      beThere();
      return position;
    }

    @Override
    public Map<Subject, Long> highestSequences() {
      beThere();
      return told;
    }

    @Override
    public synchronized void commit(long to, List<Event> given) {
      beThere();
      given.forEach(Schemas::assertValid);
      events.addAll(given);
      position = to;
    }

    private synchronized void beThere() {
      if (awayFor > 0) {
        awayFor--;
        throw new IllegalStateException("away");
      }
    }

    List<String> ids() {
      synchronized (events) {
        return events.stream().map(Event::id).toList();
      }
    }
  }

  @Test
  void tellsAllOfAJournalThoughTheEventLogIsAwayAtFirst() throws Exception {
    log.awayFor = 2;
    List<Signal> signals = signals();
    run(signals);
    assertThat(log.ids()).isNotEmpty().isEqualTo(ids(signals));
  }

  @Test
  void aRestartAnywhereGivesTheSameIdsOnce() throws Exception {
    List<Signal> signals = signals();
    for (int at = 0; at < signals.size(); at += 97) {
      run(signals.subList(at, Math.min(at + 97, signals.size())));
    }
    assertThat(log.ids()).isEqualTo(ids(signals));
  }

  @Test
  void whatWasCommittedBeforeACrashIsNotHandedOnAgain() throws Exception {
    List<Signal> signals = signals();
    run(signals.subList(0, 200));
    try (var files = java.nio.file.Files.list(directory)) {
      // As kill -9 leaves it: the journal and the event log are ahead of the newest snapshot.
      for (Path file : files.toList()) {
        if (file.toString().endsWith(".json") && !file.toString().contains("00000000000.json")) {
          java.nio.file.Files.delete(file);
        }
      }
    }
    run(signals.subList(200, signals.size()));
    assertThat(log.ids()).isEqualTo(ids(signals));
  }

  @Test
  void anotherJournalGoesOnInTheSequencesOfTheOneThatWasLost() throws Exception {
    Subject bridge = new Subject(Subject.Kind.BRIDGE, "test", "test");
    log.told.put(bridge, 7L);
    run(List.of(signals().get(0), new Heartbeat("test", NOW)));
    assertThat(log.ids()).containsExactly(EventId.of(bridge, 8));
  }

  @Test
  void whatIsDueComesWithoutASignal() throws Exception {
    List<Signal> signals = signals();
    int pause = 0;
    while (!signals.get(pause).getClass().getSimpleName().equals("PauseChanged")) {
      pause++;
    }
    try (Journal journal = open();
        Fold fold = fold(journal, log)) {
      fold.start();
      for (Signal signal : signals.subList(0, pause + 1)) {
        journal.append(signal);
      }
      now.set(NOW.plusSeconds(1));
      await(() -> log.events.stream().anyMatch(e -> e.type() == EventType.AGENT_PAUSED));
    }
    assertThat(log.ids()).isEqualTo(ids(signals.subList(0, pause + 2)));
  }

  @Test
  void whatIsDueOnOnePbxDoesNotWaitForAnotherWhoseClockIsBehind() throws Exception {
    Member member = new Member("sales", "PJSIP/1001", null, "Ana", true, "Lunch", 0);
    try (Journal journal = open();
        Fold fold = fold(journal, log)) {
      fold.start();
      journal.append(signals().get(0));
      journal.append(new PauseChanged("ahead", NOW.plusSeconds(3600), member));
      journal.append(new Heartbeat("test", NOW));
      await(() -> !log.events.isEmpty());
      now.set(NOW.plusSeconds(1));
      journal.append(new PauseChanged("behind", NOW, member));
      await(() -> log.events.stream().anyMatch(e -> "ahead".equals(e.pbx())));
    }
    assertThat(log.events).noneMatch(e -> "behind".equals(e.pbx()));
  }

  @Test
  void aJournalThatIsOlderThanTheEventLogStopsTheBridge() throws Exception {
    run(signals().subList(0, 100));
    log.position = 200;
    int told = log.events.size();
    assertThat(deathOfTheFold()).hasMessageContaining("ends at position 99, but the event log has");
    assertThat(log.events).hasSize(told);
  }

  @Test
  void aJournalThatCannotBeReadStopsTheBridge() throws Exception {
    run(signals().subList(0, 100));
    Path segment = Segments.in(directory).get(0);
    java.nio.file.Files.move(segment, directory.resolve("00000000000000000150.journal"));
    assertThat(deathOfTheFold()).hasMessageContaining("position 100 is not there any more");
  }

  private Throwable deathOfTheFold() throws Exception {
    AtomicReference<Throwable> death = new AtomicReference<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> death.set(e));
    try (Journal journal = open();
        Fold fold = fold(journal, log)) {
      fold.start();
      journal.append(signals().get(0));
      await(() -> death.get() != null);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    return java.util.Objects.requireNonNull(death.get());
  }

  @Test
  void stopsInTimeThoughTheEventLogHangs() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Log hangs =
        new Log() {
          @Override
          public synchronized void commit(long to, List<Event> given) {
            hanging.countDown();
            while (over.getCount() > 0) {
              java.util.concurrent.locks.LockSupport.park(over);
            }
          }
        };
    try (Journal journal = open()) {
      Fold fold = fold(journal, hangs);
      fold.start();
      journal.append(signals().get(0));
      journal.append(new Heartbeat("test", NOW));
      hanging.await();
      long began = System.nanoTime();
      fold.finish(Duration.ofMillis(300));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    } finally {
      over.countDown();
    }
  }

  @Test
  void aDispositionOfNoCallIsSaidOnce() throws Exception {
    Signal known = new Coded("pbx1", NOW, null, "u.1", null, null, List.of("Sale"));
    Signal unknown = new Coded("pbx1", NOW, null, "u.2", "PJSIP/9-1", null, List.of("Sale"));
    Channel caller =
        new Channel("PJSIP/trunk-1", "u.1", "u.1", Channel.RING, null, null, null, null, null);
    List<String> said =
        LogLines.of(
            Fold.class.getName(),
            () -> run(List.of(signals().get(0), new Created("pbx1", NOW, caller), known, unknown)));
    assertThat(log.events).extracting(Event::type).endsWith(EventType.CALL_DISPOSITIONED);
    assertThat(said)
        .containsExactly(
            "pbx1: a disposition of u.2, PJSIP/9-1 is left out, as no call of it is known (any more):"
                + " send it sooner, or raise late_disposition in [calls]");
  }

  private void run(List<Signal> signals) throws Exception {
    try (Journal journal = open()) {
      Fold fold = fold(journal, log);
      fold.start();
      for (Signal signal : signals) {
        journal.append(signal);
      }
      journal.finish();
      fold.finish(PATIENCE);
    }
  }

  private Fold fold(Journal journal, EventSink sink) {
    Configured settings = (Configured) signals().get(0);
    return new Fold(journal, new Snapshots(directory), sink, now::get, settings, damages::add);
  }

  private Journal open() throws IOException {
    return Journal.open(new JournalSettings(directory), now::get);
  }

  private static List<Signal> signals() {
    return Transcripts.signals(Transcripts.TRACES.resolve("asterisk-22.10.filtered.ami"));
  }

  private static List<String> ids(List<Signal> signals) {
    List<Event> events = new ArrayList<>();
    org.switchhook.telephony.Model model = new org.switchhook.telephony.Model();
    signals.forEach(s -> events.addAll(model.fold(s, s.time())));
    return events.stream().map(Event::id).toList();
  }

  private static void await(java.util.function.BooleanSupplier condition) throws Exception {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(until);
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
