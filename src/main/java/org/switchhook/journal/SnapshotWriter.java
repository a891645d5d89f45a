package org.switchhook.journal;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.telephony.Model;

/**
 * Writes snapshots of the model, and removes what the journal need not keep then, in a thread of
 * its own: no event waits for it. Where it fails, the next one is due as ever: the journal has all
 * that it would have saved. For one thread that asks.
 */
final class SnapshotWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);

  private final Journal journal;
  private final Snapshots snapshots;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(SnapshotWriter::thread);
  private Future<?> last = CompletableFuture.completedFuture(null);

  SnapshotWriter(Journal journal, Snapshots snapshots) {
    this.journal = journal;
    this.snapshots = snapshots;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "snapshots");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Takes a snapshot of the model as it is now, which is written soon.
   *
   * @return whether it did: not while the one before is being written
   */
  boolean take(long position, Model model) {
    if (isBusy()) {
      return false;
    }
    try {
      Image image = Image.of(new Snapshot(Snapshot.FORMAT, position, model));
      last = thread.submit(() -> write(position, image));
    } catch (IOException e) {
      complain(e);
    }
    return true;
  }

  /** Whether one is being written. */
  boolean isBusy() {
    return !last.isDone();
  }

  private void write(long position, Image image) {
    try {
      journal.forgetUpTo(snapshots.write(position, image));
    } catch (IOException | RuntimeException e) {
      complain(e);
    }
  }

  private static void complain(Exception trouble) {
    LOG.warn("no snapshot of the model could be written: {}", trouble.getMessage());
  }

  /** Returns once what was taken is written. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
