package org.switchhook.asterisk.log;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records one after the other, however many there are. */
interface Reading<R> extends Closeable {

  /** The next one; null at the end. */
  @Nullable R next() throws IOException;

  /** Whether none can be missing of those that were given up to now. */
  boolean isWhole();

  /** There is none. */
  static <R> Reading<R> nothing(boolean whole) {
    return new Reading<>() {
      @Override
      public @Nullable R next() {
        return null;
      }

      @Override
      public boolean isWhole() {
        return whole;
      }

      @Override
      public void close() {}
    };
  }
}
