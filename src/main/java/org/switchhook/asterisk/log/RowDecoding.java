package org.switchhook.asterisk.log;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What rows of one kind of table say. */
interface RowDecoding<R> {

  /** The columns, of those that it must have, that are not among these. */
  List<String> missing(List<String> columns);

  /** In which column it stands when a row was written. */
  String timeColumn();

  /** The rows that are asked for, as SQL has it. */
  default String which() {
    return "TRUE";
  }

  /**
   * The record in a row; absent where there is none that can be read.
   *
   * @param columns of the table, in lower case
   */
  Optional<R> record(Rows row, Instant time, List<String> columns) throws IOException;
}
