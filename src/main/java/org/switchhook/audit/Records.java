package org.switchhook.audit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.asterisk.log.LogFile;
import org.switchhook.asterisk.log.LogLine;

/** One kind of Asterisk's records, read from its file as they are written. */
final class Records<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Records.class);
  private static final int SHOWN_CHARACTERS = 200;

  private final String name;
  private final Path path;
  private final Function<LogLine, Optional<T>> reading;
  private final Consumer<T> out;
  private @Nullable LogFile file;
  private boolean readable = true;
  private volatile boolean following;
  private boolean garbageSaid;

  /**
   * @param name for the log: the PBX and what they are
   * @param reading absent where a line is none of them
   */
  Records(String name, Path path, Function<LogLine, Optional<T>> reading, Consumer<T> out) {
    this.name = name;
    this.path = path;
    this.reading = reading;
    this.out = out;
  }

  /**
   * Hands on what is new; the first time what is written from then on.
   *
   * @return false where something may be missing: between what came before and what comes now
   */
  boolean read() {
    try {
      boolean first = file == null;
      LogFile open = file == null ? LogFile.fromEnd(path) : file;
      file = open;
      boolean whole = open.read(this::take) && !first && readable;
      if (!readable) {
        LOG.info("{} {} can be read again", name, path);
      }
      readable = true;
      following = open.position() != null;
      return whole;
    } catch (IOException e) {
      boolean news = readable;
      if (news) {
        LOG.warn("{} {} cannot be read, no call is compared with it: {}", name, path, why(e));
      }
      readable = false;
      following = false;
      return !news;
    }
  }

  private static String why(IOException e) {
    return e instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  private void take(LogLine line) {
    Optional<T> one = reading.apply(line);
    one.ifPresent(out);
    if (one.isEmpty() && !line.text().isEmpty() && !garbageSaid) {
      garbageSaid = true; // A file of another format would fill the log with it.
      LOG.warn(
          "{} {} byte {}: this is no such record and is left out, others like it without a word: {}",
          name,
          path,
          line.position().offset(),
          line.text().substring(0, Math.min(SHOWN_CHARACTERS, line.text().length())));
    }
  }

  /** Whether its file is there and can be read. */
  boolean isReading() {
    return following;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
