package org.switchhook.ask;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.exchange.Request;
import org.switchhook.webhook.Webhook;

/**
 * The requests of asks, each in a thread of its own: whoever asks goes on when the time is up,
 * whatever holds the request (a resolver of the system is interrupted by nothing).
 */
final class Requests implements AutoCloseable {

  private static final Duration IDLE = Duration.ofSeconds(30);

  /** The request knows its time too, and says better what is wrong. */
  private static final Duration GRACE = Duration.ofMillis(20);

  private final Exchange exchange;
  private final ThreadPoolExecutor threads;

  /**
   * @param most at a time
   */
  Requests(Exchange exchange, int most) {
    this.exchange = exchange;
    this.threads =
        new ThreadPoolExecutor(
            0,
            most,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "ask");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * The answer, or why there is none.
   *
   * @param atMost how long it is waited for
   * @return null where there is no place
   */
  @Nullable Answer send(Request request, Webhook webhook, Duration atMost) {
    long start = System.nanoTime();
    Future<Answer> coming;
    try {
      coming =
          threads.submit(
              () -> exchange.send(request, webhook.credential(), webhook.borne().values()));
    } catch (RejectedExecutionException e) {
      return null;
    }
    try {
      return coming.get(atMost.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      coming.cancel(true);
      return none("no answer within the time of the ask", start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return none("the bridge stops", start);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Answer none(String why, long start) {
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    return new Answer(null, why, duration, "", name -> null);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
