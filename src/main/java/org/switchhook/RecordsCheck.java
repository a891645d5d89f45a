package org.switchhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.asterisk.log.Cdr;
import org.switchhook.asterisk.log.CdrCsv;
import org.switchhook.asterisk.log.CelLines;
import org.switchhook.asterisk.log.LogFile;
import org.switchhook.asterisk.log.LogLine;
import org.switchhook.asterisk.log.LogPosition;
import org.switchhook.asterisk.log.RecordTablesCheck;
import org.switchhook.config.PbxSettings;
import org.switchhook.config.RecordSettings;

/**
 * Whether calls can be compared with what a PBX itself records of them, and gaps be filled from it.
 */
final class RecordsCheck {

  private static final String AUDIT = " audit by ";
  private static final String GAPS = " gaps filled from ";

  private static final int TAIL_BYTES = 16 * 1024;

  /** A record is written when its call is over; in cdr.conf's batch mode 5 minutes later. */
  private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(20);

  private final PbxSettings pbx;
  private final Findings findings = new Findings();

  RecordsCheck(PbxSettings pbx) {
    this.pbx = pbx;
  }

  Findings findings() {
    RecordSettings records = pbx.records();
    if (isReadable("queue_log", AUDIT, records.queueLog())) {
      findings.ok(name("queue_log", AUDIT) + " " + records.queueLog());
    }
    Path cdr = records.cdr();
    if (isReadable("cdr", AUDIT, cdr) && cdr != null) {
      findings.each(name("cdr", AUDIT) + " " + cdr, faults(cdr, new CdrCsv(records.cdrZone())), "");
    }
    Path cel = records.cel();
    if (isReadable("cel", GAPS, cel) && cel != null) {
      findings.each(name("cel", GAPS) + " " + cel, celFaults(cel), "");
    }
    new RecordTablesCheck(pbx, InstantSource.system())
        .faults()
        .forEach(
            (table, faults) ->
                findings.each(pbx.name() + " gaps filled from " + table, faults, ""));
    return findings;
  }

  /** False where it is said already why it is not read. */
  private boolean isReadable(String key, String use, @Nullable Path file) {
    String here = "write %s = PATH into [%s]".formatted(key, pbx.name());
    if (file == null) {
      findings.ok(name(key, use) + ": off; where its file can be read on this host, " + here);
    } else if (Files.notExists(file) && RecordSettings.isStandard(file)) {
      findings.ok(
          name(key, use) + ": off, there is no " + file + "; where it is elsewhere, " + here);
    } else if (Files.notExists(file)) {
      findings.todo(name(key, use), "there is no " + file + "; check " + key);
    } else if (Files.isDirectory(file)) {
      findings.todo(name(key, use), file + " is a directory; check " + key);
    } else if (!Files.isReadable(file)) {
      findings.todo(name(key, use), file + " may not be read by this user; " + mend(key, file));
    } else {
      return true;
    }
    return false;
  }

  private static String mend(String key, Path file) {
    return "as root `usermod -aG %s switchhook`, then `systemctl restart switchhook`, or %s = off"
        .formatted(group(file), key);
  }

  /** Of the first directory on the way that may not be entered, else of the file. */
  private static String group(Path file) {
    Path closed = file;
    for (Path parent = file.getParent(); parent != null; parent = parent.getParent()) {
      closed = Files.isExecutable(parent) ? closed : parent;
    }
    try {
      return Files.readAttributes(closed, PosixFileAttributes.class).group().getName();
    } catch (IOException e) {
      return "asterisk";
    }
  }

  private static List<String> faults(Path file, CdrCsv csv) {
    try {
      LogLine last = lastLine(file);
      return last == null ? List.of() : faults(file, csv.cdr(last).orElse(null));
    } catch (IOException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> faults(Path file, @Nullable Cdr last) throws IOException {
    if (last == null) {
      return List.of("its last line is no record of cdr_csv; check cdr");
    }
    List<String> faults = new ArrayList<>();
    if (last.uniqueid() == null) {
      faults.add(
          "records have no uniqueid to be found by; write loguniqueid = yes into [csv] of cdr.conf,"
              + " then `module reload cdr_csv.so`");
    }
    Instant written = Files.getLastModifiedTime(file).toInstant();
    Duration late = Duration.between(last.end(), written);
    if (late.abs().compareTo(WRITTEN_WITHIN) > 0) {
      faults.add(
          "the last record is of %s and was written at %s; write cdr_timezone = …, the zone of its"
                  .formatted(last.end(), written.truncatedTo(ChronoUnit.SECONDS))
              + " times: UTC with usegmtime = yes in [csv] of cdr.conf, else that of Asterisk's host");
    }
    return faults;
  }

  private List<String> celFaults(Path file) {
    try {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return new CelCheck(new CelLines(pbx.records().cdrZone())).faults(lastLines(file), written);
    } catch (IOException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable LogLine lastLine(Path file) throws IOException {
    List<LogLine> lines = lastLines(file);
    return lines.isEmpty() ? null : lines.get(lines.size() - 1);
  }

  private static List<LogLine> lastLines(Path file) throws IOException {
    LogPosition end = position(file);
    if (end == null) {
      return List.of();
    }
    LogPosition near = new LogPosition(end.file(), Math.max(0, end.offset() - TAIL_BYTES));
    List<LogLine> lines = new ArrayList<>();
    try (LogFile log = LogFile.from(file, near)) {
      log.read(lines::add);
    }
    return lines;
  }

  private static @Nullable LogPosition position(Path file) throws IOException {
    try (LogFile log = LogFile.fromEnd(file)) {
      return log.position();
    }
  }

  private String name(String key, String use) {
    return pbx.name() + use + key;
  }
}
