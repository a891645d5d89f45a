package org.switchhook.asterisk.log;

import java.util.List;
import java.util.stream.Stream;

/** What a table must have. */
final class TableColumns {

  private TableColumns() {}

  static List<String> missing(List<String> columns, List<String> needed, List<String> more) {
    return Stream.concat(needed.stream(), more.stream())
        .filter(one -> !columns.contains(one))
        .toList();
  }
}
