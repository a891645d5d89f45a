package org.switchhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.switchhook.asterisk.log.Cdr;
import org.switchhook.asterisk.log.CdrCsv;
import org.switchhook.asterisk.log.CelLines;
import org.switchhook.asterisk.log.LogFile;
import org.switchhook.asterisk.log.LogLine;
import org.switchhook.asterisk.log.LogPosition;
import org.switchhook.asterisk.log.QueueLogEntry;
import org.switchhook.audit.Audit;
import org.switchhook.audit.Difference;
import org.switchhook.audit.Verdict;
import org.switchhook.event.Event;
import org.switchhook.telephony.signal.RecordSignal;

/** Stories held against what Asterisk wrote of the same calls. */
public final class AuditedStories {

  private static final Instant NOW = Instant.EPOCH;
  private static final CdrCsv CSV = new CdrCsv(ZoneOffset.UTC);

  private AuditedStories() {}

  /** The recordings {@code NAME.ami} that have {@code NAME.queue_log} or .cdr.csv beside them. */
  static List<Path> recordings() {
    return Stream.of(Transcripts.TRACES, Transcripts.TRANSCRIPTS)
        .flatMap(folder -> Transcripts.recordings(folder).stream())
        .filter(one -> Files.exists(queueLog(one)) || Files.exists(cdr(one)))
        .toList();
  }

  /** What a recording tells, compared with the files beside it: a verdict for each call. */
  static List<Verdict> of(Path recording) {
    return of(Transcripts.replay(recording), entries(queueLog(recording)), cdrs(cdr(recording)));
  }

  /** A verdict for each call, and for each entry that is of none. */
  public static List<Verdict> of(List<Event> events, List<QueueLogEntry> entries, List<Cdr> cdrs) {
    Audit audit = new Audit(Instant.MIN);
    events.forEach(event -> audit.told(event, NOW));
    entries.forEach(entry -> audit.recorded(entry, NOW));
    cdrs.forEach(cdr -> audit.recorded(cdr, NOW));
    return audit.settle(NOW.plus(Duration.ofHours(1)));
  }

  static List<Difference> differences(List<Verdict> verdicts) {
    return verdicts.stream().flatMap(verdict -> verdict.differences().stream()).toList();
  }

  /** The entries of a queue_log, none where there is no such file. */
  public static List<QueueLogEntry> entries(Path queueLog) {
    return read(queueLog, QueueLogEntry::of);
  }

  /** The records of a Master.csv, none where there is no such file. */
  public static List<Cdr> cdrs(Path csv) {
    return read(csv, CSV::cdr);
  }

  /** What a cel_custom file says that is asked for, none where there is no such file. */
  static List<RecordSignal> cel(Path csv) {
    CelLines lines = new CelLines(ZoneOffset.UTC);
    List<RecordSignal> all = new ArrayList<>();
    read(csv, lines::entry).forEach(entry -> entry.signal("pbx1").ifPresent(all::add));
    return all;
  }

  static Path celOf(Path recording) {
    return beside(recording, ".cel.csv");
  }

  public static Path queueLog(Path recording) {
    return beside(recording, ".queue_log");
  }

  public static Path cdr(Path recording) {
    return beside(recording, ".cdr.csv");
  }

  private static Path beside(Path recording, String extension) {
    String name = recording.getFileName().toString();
    return recording.resolveSibling(name.replaceFirst("(\\.filtered)?\\.ami$", extension));
  }

  private static <T> List<T> read(Path file, Function<LogLine, Optional<T>> reading) {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<T> all = new ArrayList<>();
    try (LogFile log = LogFile.from(file, new LogPosition("another", 0))) {
      log.read(line -> all.add(reading.apply(line).orElseThrow()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }
}
