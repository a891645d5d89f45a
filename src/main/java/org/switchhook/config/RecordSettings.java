package org.switchhook.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Where a PBX's own records of its calls can be read.
 *
 * @param queueLog the file {@code queue_log}; absent where it is not read
 * @param cdr the file {@code Master.csv}; absent where it is not read
 * @param cel the file of cel_custom; absent where it is not read
 * @param cdrZone the zone of its times, and of those in tables
 * @param tables where it writes them into a database; absent where none is read
 */
public record RecordSettings(
    @Nullable Path queueLog,
    @Nullable Path cdr,
    @Nullable Path cel,
    ZoneId cdrZone,
    @Nullable RecordTables tables) {

  private static final ZoneId UTC = ZoneId.of("UTC");

  /** Where Asterisk writes them. */
  public static final Path QUEUE_LOG = Path.of("/var/log/asterisk/queue_log");

  public static final Path CDR = Path.of("/var/log/asterisk/cdr-csv/Master.csv");

  public static final Path CEL = Path.of("/var/log/asterisk/cel-custom/Master.csv");

  /** Nothing is read. */
  public static final RecordSettings OFF = new RecordSettings(null, null, UTC);

  /** Of a PBX on this host. */
  public static final RecordSettings STANDARD = new RecordSettings(QUEUE_LOG, CDR, CEL, UTC, null);

  /** In those two files alone. */
  public RecordSettings(@Nullable Path queueLog, @Nullable Path cdr, ZoneId cdrZone) {
    this(queueLog, cdr, null, cdrZone, null);
  }

  /** Whether it is where Asterisk writes it, which holds also where nobody said so. */
  public static boolean isStandard(Path file) {
    return file.equals(QUEUE_LOG) || file.equals(CDR) || file.equals(CEL);
  }

  /** Asterisk's own file is read where it can be; any other was named, and is waited for. */
  public static boolean isRead(@Nullable Path file) {
    return file != null && (!isStandard(file) || Files.isReadable(file));
  }
}
