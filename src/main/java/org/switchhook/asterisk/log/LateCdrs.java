package org.switchhook.asterisk.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;

/** The CDRs of one gap that come when it is over: cdr.conf's batch mode writes 300 s later. */
final class LateCdrs {

  private static final Logger LOG = LoggerFactory.getLogger(LateCdrs.class);
  private static final int KNOWN_AT_MOST = 100_000;

  private final RecordKind<CdrWritten> cdr;
  private final Instant gapEnd;
  private final BackfillTimes times;
  private final RecordSink sink;
  private final long began = System.nanoTime();
  private long readAt = began;
  private @Nullable Mark from;

  private final Set<UUID> known =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
              return size() > KNOWN_AT_MOST;
            }
          });

  LateCdrs(RecordKind<CdrWritten> cdr, Instant gapEnd, BackfillTimes times, RecordSink sink) {
    this.cdr = cdr;
    this.gapEnd = gapEnd;
    this.times = times;
    this.sink = sink;
  }

  /**
   * Whether it comes for the first time. A row of a table that comes late is told from those that
   * were read by nothing else.
   */
  boolean isNews(CdrWritten one) {
    return known.add(UUID.nameUUIDFromBytes(one.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** From now on they are awaited; what stands before the mark has been read, or will be. */
  void await(@Nullable Mark mark) {
    from = mark == null ? null : mark.backTo(gapEnd.minus(times.latest()));
  }

  /** Whether none is awaited: there was no gap, or it is too long ago. */
  boolean isOver() {
    return from == null;
  }

  /** Whether it is time to look for them again. */
  boolean isDue() {
    return from != null && System.nanoTime() - readAt >= times.late().toNanos();
  }

  /**
   * Hands on those that came.
   *
   * @param end where the CDR ends by now
   */
  void read(Mark end) throws InterruptedException {
    readAt = System.nanoTime();
    int count = 0;
    try (Reading<CdrWritten> reading = cdr.since(from)) {
      for (CdrWritten one = reading.next(); one != null; one = reading.next()) {
        if (one.time().isBefore(gapEnd) && isNews(one)) {
          sink.accept(one);
          count++;
        }
      }
      await(readAt - began > times.latest().toNanos() ? null : end);
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", cdr, Trouble.of(e));
    }
    if (count > 0) {
      LOG.info("{} of {} of the gap came late", count, cdr);
    }
  }
}
