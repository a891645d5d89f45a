package org.switchhook.asterisk.log;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.switchhook.telephony.signal.QueueLogEvent;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;

/**
 * queue_log as Asterisk's realtime writes it: {@code data1} to {@code data5}, or one {@code data}
 * with {@code queue_adaptive_realtime} off.
 */
record QueueLogRows(String pbx) implements RowDecoding<QueueLogged> {

  private static final List<String> NEEDED =
      List.of("time", "callid", "queuename", "agent", "event");

  private static final List<String> FIVE = List.of("data1", "data2", "data3", "data4", "data5");

  @Override
  public List<String> missing(List<String> columns) {
    boolean data = columns.contains("data") || columns.containsAll(FIVE);
    return TableColumns.missing(columns, NEEDED, data ? List.of() : FIVE);
  }

  @Override
  public String timeColumn() {
    return "time";
  }

  @Override
  public Optional<QueueLogged> record(Rows row, Instant time, List<String> columns)
      throws IOException {
    List<String> about = List.of(row.text("callid"), row.text("queuename"), row.text("agent"));
    QueueLogEvent event = QueueLogEvent.of(row.text("event"));
    List<String> data = QueueLogEntry.data(data(row, columns));
    return Optional.of(QueueLogEntry.signal(pbx, time, about, event, data));
  }

  /** A table may have the one and the five, and only one way of them filled. */
  private static String data(Rows row, List<String> columns) throws IOException {
    List<String> five = new ArrayList<>();
    for (String column : columns.containsAll(FIVE) ? FIVE : List.<String>of()) {
      five.add(row.text(column));
    }
    return five.stream().allMatch(String::isEmpty) && columns.contains("data")
        ? row.text("data")
        : String.join("|", five);
  }
}
