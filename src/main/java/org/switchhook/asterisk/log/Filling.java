package org.switchhook.asterisk.log;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.asterisk.log.BackfillTimes.Settle;
import org.switchhook.asterisk.log.Presence.Hearing;
import org.switchhook.telephony.signal.RecordSignal;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;
import org.switchhook.telephony.signal.RecordSignal.Read;

/** Hands on what a PBX wrote in one gap, in the order of time, as long as it is heard again. */
final class Filling {

  private static final Logger LOG = LoggerFactory.getLogger(Filling.class);

  private final String pbx;
  private final RecordKind<QueueLogged> queueLog;
  private final RecordKind<CdrWritten> cdr;
  private final Presence presence;
  private final RecordSink sink;
  private final InstantSource clock;

  Filling(
      String pbx,
      RecordKind<QueueLogged> queueLog,
      RecordKind<CdrWritten> cdr,
      Presence presence,
      RecordSink sink,
      InstantSource clock) {
    this.pbx = pbx;
    this.queueLog = queueLog;
    this.cdr = cdr;
    this.presence = presence;
    this.sink = sink;
    this.clock = clock;
  }

  /** There is something to read. */
  boolean isPossible(Marks from) {
    return (from.queueLog() != null && queueLog.end() != null)
        || (from.cdr() != null && cdr.end() != null);
  }

  /** Waits until what belongs to the gap is written; false where the next gap began before. */
  boolean settle(Hearing hearing, Settle times) throws InterruptedException {
    long begin = System.nanoTime();
    long changed = begin;
    Marks ends = ends();
    while (isSince(changed, times.quiet(), begin, times)) {
      if (!presence.goesOn(hearing, times.look())) {
        return false;
      }
      Marks now = ends();
      changed = isSame(ends, now) ? changed : System.nanoTime();
      ends = now;
    }
    return true;
  }

  private static boolean isSince(long changed, Duration quiet, long begin, Settle times) {
    long now = System.nanoTime();
    boolean early = now - begin < times.least().toNanos();
    boolean busy = now - changed < quiet.toNanos();
    return early || (busy && now - begin < times.most().toNanos());
  }

  private Marks ends() {
    return new Marks(queueLog.end(), cdr.end());
  }

  private static boolean isSame(Marks one, Marks other) {
    return isSame(one.queueLog(), other.queueLog()) && isSame(one.cdr(), other.cdr());
  }

  private static boolean isSame(@Nullable Mark one, @Nullable Mark other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.isSamePlace(other);
  }

  /** Hands on all since then, and that it is all; false where the next gap began before. */
  boolean fill(Hearing hearing, Marks from, LateCdrs late) throws InterruptedException {
    try (Strand<QueueLogged> entries =
            new Strand<>(queueLog.toString(), queueLog.since(from.queueLog()));
        Strand<CdrWritten> cdrs =
            new Strand<>(cdr.toString(), new Sorted<>(cdr.since(from.cdr())))) {
      while (presence.isNow(hearing)) {
        RecordSignal next = next(entries, cdrs, late);
        if (next == null) {
          LOG.info("read after the gap: {}, {}", entries, cdrs);
          sink.accept(new Read(pbx, clock.instant(), entries.isWhole(), cdrs.isWhole()));
          return true;
        }
        sink.accept(next);
      }
      return false;
    }
  }

  private static @Nullable RecordSignal next(
      Strand<QueueLogged> entries, Strand<CdrWritten> cdrs, LateCdrs late) {
    QueueLogged entry = entries.head();
    CdrWritten cdr = cdrs.head();
    if (entry != null && (cdr == null || !entry.time().isAfter(cdr.time()))) {
      entries.advance();
      return entry;
    }
    if (cdr != null) {
      cdrs.advance();
      late.isNews(cdr);
    }
    return cdr;
  }
}
