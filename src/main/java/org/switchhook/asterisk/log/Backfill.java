package org.switchhook.asterisk.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.asterisk.log.Presence.Hearing;
import org.switchhook.config.PbxSettings;
import org.switchhook.telephony.signal.RecordSignal.Read;

/**
 * Tells after each gap what the PBX wrote down itself while nobody listened. While it is heard, the
 * place in its records is remembered on the disk; when it is heard again, all since that place is
 * handed on, on a thread of its own.
 *
 * <p>Where a gap begins before the last one was read, that reading ends without a {@link Read}, and
 * all is read again after the new one.
 */
public final class Backfill implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

  private static final long CLOSE_MILLIS = 2_000;

  private final String pbx;
  private final RecordSources sources;
  private final RecordKinds kinds;
  private final Memory memory;
  private final BackfillTimes times;
  private final RecordSink sink;
  private final InstantSource clock;
  private final Presence presence = new Presence();
  private final Deque<Place> places = new ArrayDeque<>();
  private final Thread thread;

  /**
   * Reads nothing yet.
   *
   * @param directory where the place is remembered
   * @param clock of the bridge, which goes as the PBX's does
   */
  public Backfill(
      PbxSettings pbx, Path directory, BackfillTimes times, RecordSink sink, InstantSource clock) {
    this.pbx = pbx.name();
    this.sources = RecordSources.of(pbx, clock);
    this.kinds = RecordKinds.of(this.pbx, sources);
    this.memory = new Memory(new MarkFile(directory, this.pbx));
    this.times = times;
    this.sink = sink;
    this.clock = clock;
    this.thread = new Thread(this::run, "records-" + this.pbx);
  }

  public void start() {
    kinds.announce();
    thread.start();
  }

  /** The PBX is heard again, and all lists of it came. Returns at once. */
  public void connected() {
    presence.begin(clock.instant());
  }

  /** The PBX is not heard any longer. Returns at once. */
  public void disconnected() {
    presence.end();
  }

  /** Reads no more. Returns when what was read has been taken, or cannot be for a while. */
  @Override
  public void close() {
    presence.close();
    try {
      thread.join(CLOSE_MILLIS);
      // Only the last resort: an interrupt closes the file that the sink may be writing.
      thread.interrupt();
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sources.close();
  }

  private void run() {
    try {
      for (Hearing one = presence.await(); one != null; one = presence.await()) {
        hear(one);
      }
    } catch (InterruptedException e) {
      LOG.warn("{}: closed while a record was being taken", pbx);
    }
  }

  private void hear(Hearing hearing) throws InterruptedException {
    LateCdrs late = new LateCdrs(kinds.cdr(), hearing.since(), times, sink);
    places.clear();
    if (!recover(hearing, late)) {
      return;
    }
    do {
      remember(late);
    } while (presence.goesOn(hearing, times.remember()));
  }

  /** Whoever waits for the end of the reading has to be told of it in any case. */
  private boolean recover(Hearing hearing, LateCdrs late) throws InterruptedException {
    try {
      return fill(hearing, memory.load(), late);
    } catch (IOException e) {
      LOG.warn(
          "{}: nobody knows what was heard before, the gap is not filled: {}", pbx, Trouble.of(e));
    } catch (RuntimeException e) {
      LOG.error("{}: the gap is not filled: {}", pbx, e.getMessage(), e);
    }
    sink.accept(new Read(pbx, clock.instant(), false, false));
    return true;
  }

  private boolean fill(Hearing hearing, Marks from, LateCdrs late) throws InterruptedException {
    Filling filling = new Filling(pbx, kinds, presence, sink, clock);
    if (kinds.isPossible(from)) {
      if (!filling.settle(hearing, times.settle())) {
        return false;
      }
      late.await(from.cdr() == null ? null : kinds.cdr().end());
    }
    return filling.fill(hearing, from, late);
  }

  /** The ends first: what stands before them is then read as late, or was heard. */
  private void remember(LateCdrs late) throws InterruptedException {
    try {
      Marks ends = kinds.ends();
      Mark cdrs = ends.cdr();
      if (late.isDue() && cdrs != null) {
        late.read(cdrs);
        remember(ends);
      } else {
        remember(late.isOver() ? ends : ends.withoutCdr());
      }
    } catch (RuntimeException e) {
      LOG.error("{}: the place in its records is not remembered: {}", pbx, e.getMessage(), e);
    }
  }

  /** A place is remembered once it is certain that the PBX was heard there. */
  private void remember(Marks ends) {
    Instant now = clock.instant();
    places.add(new Place(now, ends));
    if (memory.isEmpty()) {
      memory.remember(ends);
    }
    while (!places.isEmpty() && !places.element().at().plus(times.certain()).isAfter(now)) {
      memory.remember(places.remove().ends());
    }
  }

  private record Place(Instant at, Marks ends) {}
}
