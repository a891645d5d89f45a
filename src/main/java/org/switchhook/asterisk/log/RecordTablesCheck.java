package org.switchhook.asterisk.log;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.switchhook.config.PbxSettings;

/** Whether the tables of a PBX's records can be read, and are such tables. */
public final class RecordTablesCheck {

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(20);

  private final PbxSettings pbx;
  private final InstantSource clock;
  private final Map<String, List<String>> faults = new LinkedHashMap<>();

  private interface Asking {
    List<String> missingColumns() throws IOException;
  }

  public RecordTablesCheck(PbxSettings pbx, InstantSource clock) {
    this.pbx = pbx;
    this.clock = clock;
  }

  /** What is wrong with each table that is named, and what to do; nothing where all is right. */
  public Map<String, List<String>> faults() {
    AppendedTable<?> queueLog = RecordSources.queueLogTable(pbx, clock);
    if (queueLog != null) {
      look(queueLog, queueLog::missingColumns);
    }
    CdrTable cdr = RecordSources.cdrTable(pbx, clock);
    if (cdr != null) {
      look(cdr, cdr::missingColumns);
    }
    AppendedTable<?> cel = RecordSources.celTable(pbx, clock);
    if (cel != null) {
      look(cel, cel::missingColumns);
    }
    return faults;
  }

  private void look(RecordSource<?> table, Asking asking) {
    List<String> found = new ArrayList<>();
    try (table) {
      List<String> missing = asking.missingColumns();
      if (!missing.isEmpty()) {
        found.add("has no column " + String.join(", ", missing) + "; is it the right table?");
      } else if (isFuture(table.end().time())) {
        found.add(
            "the last record is of %s; write cdr_timezone = …, the zone of its times"
                .formatted(table.end().time()));
      }
    } catch (IOException e) {
      found.add(
          e.getMessage()
              + "; check records_url and the table's name, and GRANT SELECT on it to "
              + "records_username");
    }
    faults.put(table.toString(), found);
  }

  private boolean isFuture(Instant last) {
    return last.isAfter(clock.instant().plus(CLOCKS_DIFFER));
  }
}
