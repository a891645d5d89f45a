package org.switchhook.asterisk.log;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.telephony.signal.RecordSignal;

/** The records in the rows of a table. */
final class TableReading<R extends RecordSignal> implements Reading<R> {

  private static final Logger LOG = LoggerFactory.getLogger(TableReading.class);

  /** The record in a row; absent where there is none that can be read. */
  interface Decoding<R> {
    Optional<R> record(Rows row) throws IOException;
  }

  private final String table;
  private final Rows rows;
  private final Decoding<R> decoding;
  private boolean whole;
  private boolean garbageSaid;

  TableReading(String table, Rows rows, Decoding<R> decoding, boolean whole) {
    this.table = table;
    this.rows = rows;
    this.decoding = decoding;
    this.whole = whole;
  }

  @Override
  public @Nullable R next() throws IOException {
    while (rows.next()) {
      Optional<R> record = decoding.record(rows);
      if (record.isPresent()) {
        return record.get();
      }
      whole = false;
      if (!garbageSaid) {
        garbageSaid = true;
        LOG.warn("table {} has rows whose time or uniqueid cannot be read", table);
      }
    }
    return null;
  }

  @Override
  public boolean isWhole() {
    return whole;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
