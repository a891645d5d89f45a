package org.switchhook.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.telephony.Model;

/**
 * Writes snapshots of the model, and removes what the journal need not keep then, in a thread of
 * its own: no event waits for it. Where the disk takes none, the next one is due as ever: the
 * journal has all that it would have saved. For one thread that asks.
 */
final class SnapshotWriter {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);

  private static final Duration LAST = Duration.ofSeconds(10);

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
      Image image = Image.of(position, model);
      last = thread.submit(() -> write(image));
    } catch (IOException e) {
      complain(e);
    }
    return true;
  }

  /**
   * Whether one is being written.
   *
   * @throws IllegalStateException where the last one failed by what is no trouble of a disk: as if
   *     it had been written here
   */
  boolean isBusy() {
    if (!last.isDone()) {
      return true;
    }
    try {
      last.get();
      return false;
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("a snapshot has failed", e);
    }
  }

  private void write(Image image) {
    try {
      journal.forgetUpTo(snapshots.write(image));
    } catch (IOException e) {
      complain(e);
    } catch (RuntimeException | Error e) {
      LOG.error("no snapshot of the model could be written", e);
      throw e;
    }
  }

  private static void complain(IOException trouble) {
    LOG.warn("no snapshot of the model could be written: {}", trouble.getMessage());
  }

  /**
   * Takes no more, and waits for what was taken; not for ever, as a disk may hang.
   *
   * @return whether all is written, or has failed
   */
  boolean end() {
    thread.shutdown();
    try {
      return thread.awaitTermination(LAST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
