package org.switchhook.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * A resolver that is waited for as long as for a connection. The system's own takes its time, which
 * may be longer than an attempt, and nothing interrupts it.
 */
final class TimedDns implements Dns, AutoCloseable {

  private final Dns resolver;
  private final Duration limit;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "resolver");
            thread.setDaemon(true);
            return thread;
          });

  TimedDns(Dns resolver, Duration limit) {
    this.resolver = resolver;
    this.limit = limit;
  }

  @Override
  public List<InetAddress> lookup(String name) throws UnknownHostException {
    try {
      Future<List<InetAddress>> answer = threads.submit(() -> resolver.lookup(name));
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      throw unknown(name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(name, e);
    }
  }

  private static UnknownHostException unknown(String name, Exception why) {
    String what =
        why instanceof TimeoutException ? "the resolver does not answer" : "no address is known";
    UnknownHostException unknown = new UnknownHostException(name + ": " + what);
    unknown.initCause(why);
    return unknown;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
