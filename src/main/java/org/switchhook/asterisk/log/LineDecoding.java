package org.switchhook.asterisk.log;

import java.util.Optional;

/** What lines of one kind of file say. */
interface LineDecoding<R> {

  /** The record of a line; absent where it is none, or none that is asked for. */
  Optional<R> record(LogLine line);

  /** Whether a line that gave no record is none of such a file: torn, or somebody else's. */
  default boolean isForeign(LogLine line) {
    return !line.text().isEmpty();
  }
}
