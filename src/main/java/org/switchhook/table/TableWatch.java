package org.switchhook.table;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a table again when it has changed: a committed edit is seen within 2 s. While the database
 * is away nothing is read, and that is said once.
 */
public final class TableWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TableWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final EditedTable table;
  private final Runnable read;
  private final Runnable after;
  private final ScheduledExecutorService clock;
  private OptionalLong checksum = OptionalLong.empty();
  private boolean wasRead;
  private volatile boolean again;
  private boolean away;

  /**
   * @param read reads the rows and uses them; where it fails it is called again at the next look
   */
  public TableWatch(EditedTable table, Runnable read) {
    this(table, read, () -> {});
  }

  /**
   * @param after is called after each look
   */
  public TableWatch(EditedTable table, Runnable read, Runnable after) {
    this.table = table;
    this.read = read;
    this.after = after;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, table.name());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Follows the table from now on. */
  public void start() {
    Future<?> unused =
        clock.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Reads the table if it has changed.
   *
   * @throws org.jdbi.v3.core.JdbiException when the database is away
   */
  public synchronized void refresh() {
    OptionalLong now = table.checksum();
    if (wasRead && !again && (now.isEmpty() || now.equals(checksum))) {
      return;
    }
    // Checksum first: what is committed between the two is read now and noticed again at the next
    // look, never missed.
    again = false;
    read.run();
    wasRead = true;
    checksum = now;
  }

  /** Has it read at the next look, though it may not have changed. */
  public void again() {
    again = true;
  }

  private void look() {
    try {
      refresh();
      after.run();
      away = false;
    } catch (RuntimeException | StackOverflowError e) {
      if (!away && !clock.isShutdown()) {
        LOG.warn(
            "cannot follow the table {}, the last rows stay in force: {}",
            table.name(),
            e.toString());
      }
      away = true;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
