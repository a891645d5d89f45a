package org.switchhook.asterisk.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.telephony.signal.RecordSignal;

/** One kind of a PBX's records, which may be off or not readable now. */
final class RecordKind<R extends RecordSignal> {

  private static final Logger LOG = LoggerFactory.getLogger(RecordKind.class);

  private final String name;
  private final @Nullable RecordSource<R> source;
  private boolean readable = true;

  /**
   * @param name for the log
   * @param source absent where it is off
   */
  RecordKind(String name, @Nullable RecordSource<R> source) {
    this.name = name;
    this.source = source;
  }

  /** Says it where no gap is ever filled from it. */
  void announce() {
    if (source == null) {
      LOG.info("{} is off, no gap is filled from it", name);
    }
  }

  /** Where it ends now; null where it cannot be read, which is said once. */
  @Nullable Mark end() {
    if (source == null) {
      return null;
    }
    try {
      Mark end = source.end();
      if (!readable) {
        LOG.info("{} ({}) can be read again", name, source);
      }
      readable = true;
      return end;
    } catch (IOException e) {
      if (readable && source.isNamed()) {
        LOG.warn("{} cannot be read, no gap is filled from it: {}", name, Trouble.of(e));
      }
      readable = false;
      return null;
    }
  }

  /**
   * What was written since then, in the order of writing.
   *
   * @param from null where nothing is to be read
   */
  Reading<R> since(@Nullable Mark from) {
    Mark end = end();
    if (from == null || end == null || source == null) {
      return Reading.nothing(end != null);
    }
    try {
      return source.read(from);
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", name, Trouble.of(e));
      return Reading.nothing(false);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
