package org.switchhook.asterisk.command;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The queues and their members, for those who cannot wait for the PBX: it is asked for them a few
 * times a second, however many want to know, and everybody waits as long as he can.
 */
final class RecentQueues implements AutoCloseable {

  private static final Duration RECENT = Duration.ofMillis(200);
  private static final Duration WITHIN = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final CommandLink link;
  private final ThreadPoolExecutor thread;
  private @Nullable Future<QueueList> asked;
  private long askedNanos;

  RecentQueues(CommandLink link) {
    this.link = link;
    this.thread =
        new ThreadPoolExecutor(
            1, 1, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
    thread.allowCoreThreadTimeOut(true);
  }

  private Thread thread(Runnable task) {
    Thread made = new Thread(task, "queues");
    made.setDaemon(true);
    return made;
  }

  /** What the PBX says now, or said lately. */
  synchronized Future<QueueList> get() {
    Future<QueueList> known = asked;
    if (known != null && (!known.isDone() || System.nanoTime() - askedNanos < RECENT.toNanos())) {
      return known;
    }
    askedNanos = System.nanoTime();
    Future<QueueList> next = thread.submit(this::ask);
    asked = next;
    return next;
  }

  private QueueList ask() throws IOException {
    return new Commands(link, System.nanoTime() + WITHIN.toNanos()).queuesAndMembers();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
