package org.switchhook.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.recovery.ResilientFileOutputStream;
import ch.qos.logback.core.util.FileUtil;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to a file or to standard error: each at once, and where they come faster than one in
 * 20 ms, all together that have come meanwhile. To ask the system for each one costs a busy bridge
 * more than to make the line. A warning is written at once, and with it all that was before it.
 *
 * <p>A bridge that is killed loses the lines of its last 20 ms; what it did stands in its journal
 * and in the tables.
 */
public final class LineAppender extends OutputStreamAppender<ILoggingEvent> {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final long GATHER_NANOS = Duration.ofMillis(20).toNanos();

  private final Thread atExit = new Thread(this::gatherNoMore, "log-at-exit");
  private String file = "";
  private long writtenAt = System.nanoTime() - GATHER_NANOS;
  private volatile boolean gathers = true;

  /** Will write the lines that wait. */
  private @Nullable Future<?> planned;

  /** The file to which lines are appended; empty: standard error. */
  public void setFile(String file) {
    this.file = file.strip();
  }

  @Override
  public void start() {
    setImmediateFlush(false);
    try {
      setOutputStream(open());
    } catch (IOException e) {
      addError("there is no log, as it cannot be written: " + e.getMessage(), e);
      return;
    }
    Runtime.getRuntime().addShutdownHook(atExit);
    super.start();
  }

  private OutputStream open() throws IOException {
    if (file.isEmpty()) {
      return new BufferedOutputStream(new StandardError(), BUFFER_BYTES);
    }
    File path = new File(file);
    FileUtil.createMissingParentDirectories(path);
    // It goes on by itself when a disk that was full has room again.
    var lines = new ResilientFileOutputStream(path, true, BUFFER_BYTES);
    lines.setContext(getContext());
    return lines;
  }

  /** Belongs to the process: it stays open, and what it does not take is lost without a word. */
  private static final class StandardError extends OutputStream {

    private final PrintStream stream = new PrintStream(new FileOutputStream(FileDescriptor.err));

    @Override
    public void write(int one) {
      stream.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      stream.write(bytes, from, count);
    }
  }

  @Override
  protected void append(ILoggingEvent line) {
    super.append(line);
    streamWriteLock.lock();
    try {
      long waited = System.nanoTime() - writtenAt;
      if (!gathers || waited >= GATHER_NANOS || line.getLevel().isGreaterOrEqual(Level.WARN)) {
        write();
      } else if (planned == null) {
        planned =
            getContext()
                .getScheduledExecutorService()
                .schedule(this::write, GATHER_NANOS - waited, TimeUnit.NANOSECONDS);
      }
    } finally {
      streamWriteLock.unlock();
    }
  }

  private void write() {
    streamWriteLock.lock();
    try {
      planned = null;
      writtenAt = System.nanoTime();
      if (isStarted()) {
        getOutputStream().flush();
      }
    } catch (IOException e) {
      addError("lines of the log are lost: " + e.getMessage(), e);
    } finally {
      streamWriteLock.unlock();
    }
  }

  /**
   * Nobody would write what is said after that. A thread that is stuck in a write, as nobody reads
   * standard error, does not keep the process from its end.
   */
  private void gatherNoMore() {
    gathers = false;
    try {
      if (streamWriteLock.tryLock(1, TimeUnit.SECONDS)) {
        try {
          write();
        } finally {
          streamWriteLock.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
