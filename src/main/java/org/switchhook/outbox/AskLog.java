package org.switchhook.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes asks down, all that have come meanwhile in one transaction. Nobody waits for it; while the
 * database is away it keeps a number of them, and counts what it cannot keep.
 */
public final class AskLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AskLog.class);
  private static final int KEPT = 2_000;
  private static final int ROWS_A_COMMIT = 200;
  private static final int LONGEST = 1000;

  /** Nobody waits for it, and a commit is in the way of those of events, for which many do. */
  private static final Duration GATHER = Duration.ofMillis(200);

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration LAST = Duration.ofSeconds(1);

  private static final RowsStatement INSERT =
      new RowsStatement(
          "INSERT INTO asks (ask_id, webhook, webhook_id, bridge, pbx, call_id, started_at,"
              + " duration_ms, outcome, status, error, answer) VALUES ",
          "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          "");

  private final Jdbi jdbi;
  private final String bridge;
  private final BlockingQueue<AskRow> rows = new ArrayBlockingQueue<>(KEPT);
  private final Thread thread = new Thread(this::run, "ask-log");
  private final CountDownLatch closing = new CountDownLatch(1);
  private int lost;

  /**
   * @param bridge the bridge's name, unique in this database
   */
  public AskLog(Jdbi jdbi, String bridge) {
    this.jdbi = jdbi;
    this.bridge = bridge;
  }

  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** It is written soon. */
  public void add(AskRow row) {
    if (!rows.offer(row)) {
      lost();
    }
  }

  private synchronized void lost() {
    lost++;
  }

  private synchronized int takeLost() {
    int all = lost;
    lost = 0;
    return all;
  }

  private void run() {
    List<AskRow> batch = new ArrayList<>();
    try {
      while (!(isClosing() && rows.isEmpty())) {
        batch.clear();
        AskRow first = rows.poll(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          if (rows.size() < ROWS_A_COMMIT) {
            awaitOthers();
          }
          rows.drainTo(batch, ROWS_A_COMMIT - 1);
          write(batch);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitOthers() throws InterruptedException {
    if (closing.await(GATHER.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.debug("what was asked last is written down");
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void write(List<AskRow> batch) throws InterruptedException {
    boolean complained = false;
    while (!isWritten(batch, complained)) {
      complained = true;
      TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
    }
    int unkept = takeLost();
    if (unkept > 0) {
      LOG.warn(
          "{} asks are not written down: more came than fit while the database was away", unkept);
    }
  }

  private boolean isWritten(List<AskRow> batch, boolean complained) {
    try {
      jdbi.useTransaction(handle -> INSERT.update(handle, List.of(), batch, this::bind));
      return true;
    } catch (RuntimeException e) {
      if (!complained) {
        LOG.warn("cannot write asks down, trying again each second: {}", e.toString());
      }
      return false;
    }
  }

  private void bind(Parameters parameters, AskRow row) {
    parameters
        .add(row.askId())
        .add(row.webhook(), LONGEST)
        .add(row.webhookId())
        .add(bridge)
        .add(row.pbx())
        .add(row.call(), LONGEST)
        .add(EventLog.utc(row.startedAt()))
        .add(row.durationMs())
        .add(row.outcome())
        .add(row.status())
        .add(row.error(), LONGEST)
        .add(row.answer());
  }

  /** Writes what it has, unless the database does not take it at once. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(LAST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
