package org.switchhook.asterisk.log;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.asterisk.log.BackfillTimes.Settle;
import org.switchhook.asterisk.log.Presence.Hearing;
import org.switchhook.telephony.signal.RecordSignal;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.CelWritten;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;
import org.switchhook.telephony.signal.RecordSignal.Read;

/** Hands on what a PBX wrote in one gap, in the order of time, as long as it is heard again. */
final class Filling {

  private static final Logger LOG = LoggerFactory.getLogger(Filling.class);

  private final String pbx;
  private final RecordKinds kinds;
  private final Presence presence;
  private final RecordSink sink;
  private final InstantSource clock;

  Filling(String pbx, RecordKinds kinds, Presence presence, RecordSink sink, InstantSource clock) {
    this.pbx = pbx;
    this.kinds = kinds;
    this.presence = presence;
    this.sink = sink;
    this.clock = clock;
  }

  /** Waits until what belongs to the gap is written; false where the next gap began before. */
  boolean settle(Hearing hearing, Settle times) throws InterruptedException {
    long begin = System.nanoTime();
    long changed = begin;
    Marks ends = kinds.ends();
    while (isSince(changed, times.quiet(), begin, times)) {
      if (!presence.goesOn(hearing, times.look())) {
        return false;
      }
      Marks now = kinds.ends();
      changed = ends.isSame(now) ? changed : System.nanoTime();
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

  /** Hands on all since then, and that it is all; false where the next gap began before. */
  boolean fill(Hearing hearing, Marks from, LateCdrs late) throws InterruptedException {
    try (Strand<QueueLogged> entries =
            strand(kinds.queueLog(), kinds.queueLog().since(from.queueLog()));
        Strand<CdrWritten> cdrs = strand(kinds.cdr(), new Sorted<>(kinds.cdr().since(from.cdr())));
        Strand<CelWritten> events = strand(kinds.cel(), kinds.cel().since(from.cel()))) {
      while (presence.isNow(hearing)) {
        RecordSignal next = next(List.of(entries, cdrs, events), late);
        if (next == null) {
          LOG.info(
              "read after the gap: {}, {}{}", entries, cdrs, events.isOff() ? "" : ", " + events);
          sink.accept(new Read(pbx, clock.instant(), entries.isWhole(), cdrs.isWhole()));
          return true;
        }
        sink.accept(next);
      }
      return false;
    }
  }

  private static <R extends RecordSignal> Strand<R> strand(RecordKind<R> kind, Reading<R> reading) {
    return new Strand<>(kind.toString(), reading);
  }

  /** The earliest; of the same time the first of them. */
  private static @Nullable RecordSignal next(
      List<Strand<? extends RecordSignal>> strands, LateCdrs late) {
    RecordSignal next = null;
    Strand<?> its = null;
    for (Strand<? extends RecordSignal> strand : strands) {
      RecordSignal head = strand.head();
      if (head != null && (next == null || head.time().isBefore(next.time()))) {
        next = head;
        its = strand;
      }
    }
    if (its != null) {
      its.advance();
    }
    if (next instanceof CdrWritten cdr) {
      late.isNews(cdr);
    }
    return next;
  }
}
