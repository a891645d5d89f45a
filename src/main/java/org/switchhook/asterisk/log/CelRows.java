package org.switchhook.asterisk.log;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.switchhook.telephony.signal.RecordSignal.CelWritten;

/** CEL as cel_odbc writes it, whose {@code eventtype} is a word where the column holds text. */
record CelRows(String pbx) implements RowDecoding<CelWritten> {

  private static final List<String> NEEDED =
      List.of("eventtype", "eventtime", "channame", "uniqueid", "extra");

  @Override
  public List<String> missing(List<String> columns) {
    return TableColumns.missing(columns, NEEDED, List.of());
  }

  @Override
  public String timeColumn() {
    return "eventtime";
  }

  @Override
  public String which() {
    return "eventtype IN ('%s', '%s', '%s')"
        .formatted(CelEntry.HANGUP, CelEntry.BLIND_TRANSFER, CelEntry.ATTENDED_TRANSFER);
  }

  @Override
  public Optional<CelWritten> record(Rows row, Instant time, List<String> columns)
      throws IOException {
    List<String> about = List.of(row.text("eventtype"), row.text("channame"), row.text("uniqueid"));
    String linkedid = columns.contains("linkedid") ? row.text("linkedid") : "";
    return CelEntry.of(time, about, linkedid, row.text("extra")).flatMap(e -> e.signal(pbx));
  }
}
