package org.switchhook.journal;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.BridgeSignal.Configured;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.DispositionSignal.Coded;
import org.switchhook.telephony.signal.Signal;

/**
 * Folds what the journal holds into the model and hands the events on. It begins at the newest
 * snapshot; while the event log is away it waits, and the journal on the disk is what grows.
 */
public final class Fold implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Fold.class);
  private static final int ENTRIES_A_COMMIT = 500;
  private static final int ENTRIES_A_SNAPSHOT = 20_000;
  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_COMMIT = Duration.ofSeconds(1);

  private final Journal journal;
  private final Snapshots snapshots;
  private final EventSink events;
  private final InstantSource clock;
  private final Configured settings;
  private final Consumer<Instant> damaged;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "fold");

  /** What each PBX's clock showed when it last said something: tells what it shows now. */
  private final Map<String, Heard> heard = new HashMap<>();

  /** What was put into the journal for each PBX and is not folded yet. */
  private final Map<String, Tick> asked = new HashMap<>();

  /** What is folded into; also the lock of what others see of it. */
  private volatile @Nullable Model live;

  private volatile boolean finishing;
  private volatile long folded = -1;
  private long committed = -1;
  private long snapshotAt;
  private int segmentsAtSnapshot = 1;
  private long madeRoomAt = -1;

  /** {@code pbxTime} never goes back, as the model's time does not. */
  private record Heard(Instant pbxTime, Instant at) {
    Heard orLater(Heard next) {
      return pbxTime.isAfter(next.pbxTime) ? new Heard(pbxTime, next.at) : next;
    }
  }

  /**
   * @param settings of the site, for a model that begins without a snapshot in a journal that has
   *     them further on only
   * @param damaged is told, on the fold's thread, since when entries are missing in the journal
   */
  public Fold(
      Journal journal,
      Snapshots snapshots,
      EventSink events,
      InstantSource clock,
      Configured settings,
      Consumer<Instant> damaged) {
    this.journal = journal;
    this.snapshots = snapshots;
    this.events = events;
    this.clock = clock;
    this.settings = settings;
    this.damaged = damaged;
  }

  public void start() {
    thread.start();
  }

  /** Whether it runs; it ends only when it is told to, or when it cannot go on. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /**
   * The call of a channel as it stands, from any thread.
   *
   * @param channel its uniqueid
   */
  public Optional<CallRef> call(String pbx, String channel) {
    Model model = live;
    if (model == null) {
      return Optional.empty();
    }
    synchronized (model) {
      return model.call(pbx, channel);
    }
  }

  /** How many entries of the journal the event log does not have yet. */
  public long backlog() {
    return Math.max(0, journal.durable() - folded);
  }

  private void run() {
    try {
      Snapshot start = start(snapshots.newest());
      Optional<Long> known = untilTaken("asked for its position", events::committedPosition);
      if (known.isPresent()) {
        committed = known.get();
        journal.checkHas(committed);
        fold(start);
      }
    } catch (IOException e) {
      // Nothing would be told any more; the thread's death is what says so to the process.
      throw new UncheckedIOException("the journal cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      LOG.warn("interrupted; what is not told yet is told at the next start");
    }
  }

  /** A journal without a usable snapshot goes on where the event log says that it stands. */
  private Snapshot start(Optional<Snapshot> newest) throws IOException, InterruptedException {
    if (newest.isPresent()) {
      return newest.get();
    }
    Optional<Snapshot> fresh = untilTaken("asked for its sequences", this::fresh);
    if (fresh.isEmpty()) {
      return new Snapshot(Snapshot.FORMAT, -1, new Model());
    }
    write(fresh.get());
    return fresh.get();
  }

  private Snapshot fresh() {
    Model model = Model.startingAfter(events.highestSequences());
    model.fold(settings, settings.time());
    long position = events.committedPosition();
    if (position >= 0) {
      LOG.warn("no snapshot can be used: calls that were up at position {} are unknown", position);
    }
    return new Snapshot(Snapshot.FORMAT, position, model);
  }

  private void fold(Snapshot start) throws IOException, InterruptedException {
    Model model = start.model();
    live = model;
    folded = start.position();
    snapshotAt = folded;
    SnapshotWriter writer = new SnapshotWriter(journal, snapshots);
    boolean taken = true;
    boolean written;
    try (JournalReader reader = journal.readBehind(folded, damaged)) {
      while (taken && !isDone()) {
        taken = foldNext(model, reader, writer);
      }
    } finally {
      written = writer.end();
    }
    // What the event log did not take is in the model already, and would not be told again.
    if (taken && written && folded > snapshotAt) {
      write(new Snapshot(Snapshot.FORMAT, folded, model));
    }
  }

  /** False where it was closed before the event log had taken all. */
  private boolean foldNext(Model model, JournalReader reader, SnapshotWriter writer)
      throws IOException, InterruptedException {
    if (!fold(model, reader.next(ENTRIES_A_COMMIT, PATIENCE))) {
      return false;
    }
    boolean idle = folded == reader.position();
    folded = reader.position();
    tick(model);
    // Entries are of any size.
    if (folded - snapshotAt >= ENTRIES_A_SNAPSHOT || reader.segments() > segmentsAtSnapshot) {
      if (writer.take(folded, model)) {
        segmentsAtSnapshot = reader.segments();
        snapshotAt = folded;
      }
    } else if (idle && journal.isFull() && madeRoomAt < folded && !writer.isBusy()) {
      makeRoom(model);
    }
    return true;
  }

  /** All is told, and as the journal is full nothing may ever come of which a snapshot is due. */
  private void makeRoom(Model model) {
    madeRoomAt = folded;
    try {
      journal.forgetUpTo(snapshots.writeAlone(folded, model));
    } catch (IOException e) {
      LOG.warn("no room could be made in the journal: {}", e.getMessage());
    }
  }

  /** False where it was closed before the event log had taken all. */
  private boolean fold(Model model, List<Entry> entries) throws InterruptedException {
    if (entries.isEmpty()) {
      return true;
    }
    List<Event> told = new ArrayList<>();
    for (Entry entry : entries) {
      fold(model, entry, entry.position() > committed ? told::add : known -> {});
    }
    long position = entries.get(entries.size() - 1).position();
    return told.isEmpty() || isTaken(position, told);
  }

  private void fold(Model model, Entry entry, Consumer<Event> out) {
    Signal signal = entry.signal();
    if (signal.isByPbxClock() && !(signal instanceof Tick)) {
      heard.merge(
          signal.pbx(), new Heard(signal.time(), entry.recordedAt()), (a, b) -> a.orLater(b));
    }
    try {
      // Held for microseconds: what the event log takes its time for is outside of it.
      synchronized (model) {
        model.fold(signal, entry.recordedAt(), out);
      }
      if (signal instanceof Coded coded && entry.position() > committed) {
        complainIfOfNoCall(model, coded);
      }
    } catch (RuntimeException e) {
      // One signal that the model cannot take must not end all that come behind it.
      LOG.error("position {}: {} is left out", entry.position(), signal, e);
    }
  }

  private static void complainIfOfNoCall(Model model, Coded coded) {
    if (!model.knowsCallOf(coded)) {
      LOG.warn(
          "{}: a disposition of {} is left out, as no call of it is known (any more): send it"
              + " sooner, or raise late_disposition in [calls]",
          coded.pbx(),
          Stream.of(coded.call(), coded.uniqueid(), coded.channel())
              .filter(Objects::nonNull)
              .collect(joining(", ")));
    }
  }

  private boolean isTaken(long position, List<Event> told) throws InterruptedException {
    return untilTaken(
            "took no events",
            () -> {
              events.commit(position, told);
              return true;
            })
        .isPresent();
  }

  /** Asks until there is an answer; none only where it was closed before. */
  private <T> Optional<T> untilTaken(String what, Supplier<T> question)
      throws InterruptedException {
    boolean complained = false;
    boolean closed = closing.getCount() == 0;
    while (!closed) {
      try {
        T answer = question.get();
        if (complained) {
          LOG.info("the event log is back");
        }
        return Optional.of(answer);
      } catch (RuntimeException e) {
        if (!complained) {
          LOG.warn("the event log, {}, is away; signals wait on disk: {}", what, e.getMessage());
        }
        complained = true;
        closed = closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    return Optional.empty();
  }

  /** Something is due by the PBX's clock and the PBX says nothing: time is told to the model. */
  private void tick(Model model) throws InterruptedException {
    for (Tick next : model.nextTicks()) {
      if (!next.equals(asked.get(next.pbx())) && isDue(next)) {
        if (journal.append(next, Duration.ZERO)) {
          asked.put(next.pbx(), next);
        }
      }
    }
  }

  private boolean isDue(Tick tick) {
    Instant now = clock.instant();
    Heard last = heard.getOrDefault(tick.pbx(), new Heard(now, now));
    return !tick.time().isAfter(last.pbxTime().plus(Duration.between(last.at(), now)));
  }

  private void write(Snapshot snapshot) {
    try {
      journal.forgetUpTo(snapshots.write(snapshot.position(), snapshot.model()));
    } catch (IOException e) {
      LOG.warn("no snapshot of the model could be written: {}", e.getMessage());
    }
  }

  private boolean isDone() {
    return closing.getCount() == 0 || (finishing && folded >= journal.durable());
  }

  /** Tells what the journal still holds, within the time given, and stops. */
  public void finish(Duration atMost) {
    finishing = true;
    join(atMost);
    close();
  }

  /**
   * Stops after what is being handed on; the rest is told at the next start. A database that hangs
   * is left alone after a while: its transaction holds all of what it was given, or nothing.
   */
  @Override
  public void close() {
    closing.countDown();
    join(LAST_COMMIT);
    if (thread.isAlive()) {
      LOG.warn(
          "the event log does not answer; what it may not have taken is told at the next start");
    }
  }

  private void join(Duration atMost) {
    try {
      thread.join(atMost.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
