package org.switchhook.asterisk.log;

import java.io.IOException;
import org.switchhook.telephony.signal.RecordSignal;

/**
 * One kind of Asterisk's records of one PBX, in a file or a table. Not thread-safe.
 *
 * @param <R> what each of them is told as
 */
interface RecordSource<R extends RecordSignal> extends AutoCloseable {

  /** Where it ends now. */
  Mark end() throws IOException;

  /** All that was written since a mark was its end, up to where it ends by now. */
  Reading<R> read(Mark from) throws IOException;

  /** Whether somebody said that it is there: else nothing is missing where it is not. */
  default boolean isNamed() {
    return true;
  }

  @Override
  default void close() {}
}
