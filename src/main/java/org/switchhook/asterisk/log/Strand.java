package org.switchhook.asterisk.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.telephony.signal.RecordSignal;

/**
 * One kind of records on their way to the others: the next one can be looked at. Where no more can
 * be read it ends, and is not whole.
 */
final class Strand<R extends RecordSignal> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Strand.class);

  private final String name;
  private final Reading<R> reading;
  private @Nullable R head;
  private boolean readable = true;
  private long count;

  Strand(String name, Reading<R> reading) {
    this.name = name;
    this.reading = reading;
    advance();
  }

  /** The next one; null at the end. */
  @Nullable R head() {
    return head;
  }

  /** Takes the next one off. */
  void advance() {
    head = null;
    if (readable) {
      try {
        head = reading.next();
        count += head == null ? 0 : 1;
      } catch (IOException e) {
        readable = false;
        LOG.warn("{} cannot be read to its end: {}", name, Trouble.of(e));
      }
    }
  }

  /** Nothing of it could be read. */
  boolean isOff() {
    return count == 0 && !isWhole();
  }

  boolean isWhole() {
    return readable && reading.isWhole();
  }

  @Override
  public String toString() {
    return count + " of " + name + (isWhole() ? "" : " (some may be missing)");
  }

  @Override
  public void close() {
    try {
      reading.close();
    } catch (IOException e) {
      LOG.debug("{} cannot be closed", name, e);
    }
  }
}
