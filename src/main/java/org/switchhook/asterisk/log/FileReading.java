package org.switchhook.asterisk.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.telephony.signal.RecordSignal;

/** The records in files, one file after the other. */
final class FileReading<R extends RecordSignal> implements Reading<R> {

  private static final Logger LOG = LoggerFactory.getLogger(FileReading.class);
  private static final int SHOWN_CHARACTERS = 200;

  private final Path path;
  private final LineDecoding<R> decoding;
  private final Deque<LogPartReading> parts;
  private final @Nullable Instant notBefore;
  private final Deque<R> ready = new ArrayDeque<>();
  private boolean whole;
  private boolean garbageSaid;

  FileReading(Path path, LineDecoding<R> decoding, LogSearch search) {
    this.path = path;
    this.decoding = decoding;
    this.parts = search.found();
    this.notBefore = search.notBefore();
    this.whole = search.isWhole();
  }

  @Override
  public @Nullable R next() throws IOException {
    while (ready.isEmpty() && !parts.isEmpty()) {
      LogPartReading part = parts.getFirst();
      if (!part.read(this::take)) {
        parts.removeFirst();
        // At the end of the newest one it is a line that is just being written.
        whole &= parts.isEmpty() || !part.isTorn();
        part.close();
      }
    }
    return ready.poll();
  }

  private void take(LogLine line) {
    Optional<R> record = decoding.record(line);
    if (record.isPresent()) {
      record.filter(r -> notBefore == null || !r.time().isBefore(notBefore)).ifPresent(ready::add);
    } else if (decoding.isForeign(line)) {
      whole = false;
      sayGarbage(line);
    }
  }

  private void sayGarbage(LogLine line) {
    if (!garbageSaid) {
      garbageSaid = true; // A file of another format would fill the log with it.
      LOG.warn(
          "{} byte {}: no record can be read there, nor from others like it: {}",
          path,
          line.position().offset(),
          line.text().substring(0, Math.min(SHOWN_CHARACTERS, line.text().length())));
    }
  }

  @Override
  public boolean isWhole() {
    return whole;
  }

  @Override
  public void close() throws IOException {
    for (LogPartReading part : parts) {
      part.close();
    }
  }
}
