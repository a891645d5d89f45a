package org.switchhook.exchange;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import okhttp3.ConnectionPool;
import okhttp3.internal.concurrent.TaskRunner;
import okhttp3.internal.concurrent.TaskRunner.Backend;
import okhttp3.internal.concurrent.TaskRunner.RealBackend;
import okhttp3.internal.connection.ConnectionListener;

/**
 * The connections that are kept for the next request. With each one that has no request any more
 * OkHttp's pool wakes a thread, which looks through all of them for one that is idle for too long:
 * a tenth of what a request costs, and more where there are many. Here that thread comes by when
 * the first of them may be, and at least once in a second.
 *
 * <p>The pool can be told so only by what OkHttp keeps to itself, and may change in any version.
 */
final class Connections {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private Connections() {}

  /**
   * A pool.
   *
   * @param most without a request that are kept
   * @param idle for how long each of them is
   */
  static ConnectionPool keep(int most, Duration idle) {
    return new ConnectionPool(
        most,
        idle.toMillis(),
        TimeUnit.MILLISECONDS,
        new TaskRunner(
            new Unhurried(new RealBackend(Connections::thread)),
            Logger.getLogger(TaskRunner.class.getName())),
        ConnectionListener.Companion.getNONE());
  }

  private static Thread thread(Runnable task) {
    // What OkHttp does by itself ends no bridge, whatever becomes of it: it goes by the name.
    Thread thread = new Thread(task, "OkHttp connections");
    thread.setDaemon(true);
    return thread;
  }

  /** Wakes nobody for a task that has come: one that has become idle now is not the first to go. */
  private record Unhurried(Backend backend) implements Backend {

    @Override
    public long nanoTime() {
      return backend.nanoTime();
    }

    @Override
    public void coordinatorNotify(TaskRunner runner) {
      // It sleeps no longer than BETWEEN_LOOKS.
    }

    @Override
    public void coordinatorWait(TaskRunner runner, long nanos) {
      backend.coordinatorWait(runner, Math.min(nanos, BETWEEN_LOOKS.toNanos()));
    }

    @Override
    public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
      return backend.decorate(queue);
    }

    @Override
    public void execute(TaskRunner runner, Runnable task) {
      backend.execute(runner, task);
    }
  }
}
