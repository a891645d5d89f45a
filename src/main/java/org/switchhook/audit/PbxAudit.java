package org.switchhook.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.asterisk.log.CdrCsv;
import org.switchhook.asterisk.log.LogLine;
import org.switchhook.asterisk.log.QueueLogEntry;
import org.switchhook.audit.Verdict.Result;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.RecordSettings;
import org.switchhook.event.Event;

/** One PBX's audit with its records; what comes out is counted and logged. */
final class PbxAudit implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PbxAudit.class);

  private final String pbx;
  private final MeterRegistry meters;
  private final List<Records<?>> records = new ArrayList<>();
  private Audit audit = new Audit(Instant.MIN);
  private Instant now = Instant.MIN;

  PbxAudit(PbxSettings settings, MeterRegistry meters) {
    this.pbx = settings.name();
    this.meters = meters;
    RecordSettings from = settings.records();
    CdrCsv csv = new CdrCsv(from.cdrZone());
    read("queue_log", from.queueLog(), QueueLogEntry::of, entry -> audit.recorded(entry, now));
    read("cdr", from.cdr(), csv::cdr, cdr -> audit.recorded(cdr, now));
    // A counter that is there before it counts can be watched.
    for (What what : What.values()) {
      differences(what);
    }
    for (Result result : Result.values()) {
      calls(result);
    }
  }

  private <T> void read(
      String kind, @Nullable Path file, Function<LogLine, Optional<T>> reading, Consumer<T> out) {
    if (file != null && RecordSettings.isRead(file)) {
      Records<T> source = new Records<>(pbx + " " + kind, file, reading, out);
      records.add(source);
      Gauge.builder("switchhook.audit.reading", source, one -> one.isReading() ? 1 : 0)
          .description("Whether Asterisk's own records can be read")
          .tags("pbx", pbx, "records", kind)
          .register(meters);
    } else {
      LOG.info("{}: no call is compared with {}", pbx, kind);
    }
  }

  /** Whether there is anything to compare with. */
  boolean isOn() {
    return !records.isEmpty();
  }

  void missed(Instant at) {
    audit.missed(at);
  }

  /**
   * Reads what is new, and reports what has become clear.
   *
   * @param told what was told since the last time
   */
  void poll(List<Event> told, Instant at) {
    now = at;
    try {
      told.forEach(event -> audit.told(event, at));
      for (Records<?> source : records) {
        if (!source.read()) {
          audit.missed(at);
        }
      }
      audit.settle(at).forEach(this::report);
    } catch (RuntimeException e) {
      // A mistake in here is none of the bridge's business, and must not come again and again.
      LOG.error("{}: calls that are up are not compared: {}", pbx, e.getMessage(), e);
      audit = new Audit(at);
    }
  }

  private void report(Verdict verdict) {
    if (verdict.result() != null) {
      calls(verdict.result()).increment();
    }
    for (Difference difference : verdict.differences()) {
      differences(difference.what()).increment();
      LOG.warn("difference pbx={} {}", pbx, difference);
    }
  }

  private Counter differences(What what) {
    return Counter.builder("switchhook.audit.differences")
        .description("What was told is not what Asterisk recorded")
        .tags("pbx", pbx, "what", what.word())
        .register(meters);
  }

  private Counter calls(Result result) {
    return Counter.builder("switchhook.audit.calls")
        .description("Calls that are over, by how their comparison ended")
        .tags("pbx", pbx, "result", result.word())
        .register(meters);
  }

  @Override
  public void close() throws IOException {
    for (Records<?> source : records) {
      source.close();
    }
  }
}
