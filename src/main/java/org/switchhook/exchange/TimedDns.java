package org.switchhook.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;
import org.switchhook.config.AddressBlock;

/**
 * A resolver that is waited for as long as for a connection, and not beyond the time of the request
 * that the thread makes. The system's own takes its time, which may be longer than an attempt, and
 * nothing interrupts it.
 */
final class TimedDns implements Dns, AutoCloseable {

  /** Of the request that a thread makes: OkHttp looks names up in the thread that calls. */
  private static final ThreadLocal<Deadline> DEADLINES = new ThreadLocal<>();

  /** Far more than a site has receivers. */
  private static final int MOST_NAMES = 1_000;

  private final Dns resolver;
  private final Duration limit;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "resolver");
            thread.setDaemon(true);
            return thread;
          });

  /** Names that had one address when they were looked up last. */
  private final Set<String> single = ConcurrentHashMap.newKeySet();

  TimedDns(Dns resolver, Duration limit) {
    this.resolver = resolver;
    this.limit = limit;
  }

  /** Until that time whoever asks in this thread waits for a name, and not longer. */
  static void until(Deadline deadline) {
    DEADLINES.set(deadline);
  }

  /** The request is over. */
  static void over() {
    DEADLINES.remove();
  }

  private long nanos() {
    Deadline deadline = DEADLINES.get();
    long most = limit.toNanos();
    return deadline == null ? most : Math.min(most, deadline.left().toNanos());
  }

  @Override
  public List<InetAddress> lookup(String name) throws UnknownHostException {
    Waiting.mayBegin();
    try {
      Future<List<InetAddress>> answer = threads.submit(() -> resolver.lookup(name));
      List<InetAddress> addresses = answer.get(nanos(), TimeUnit.NANOSECONDS);
      note(name, addresses.size() == 1);
      return addresses;
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      throw unknown(name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(name, e);
    }
  }

  private void note(String name, boolean isSingle) {
    if (!isSingle) {
      single.remove(name);
    } else if (single.size() < MOST_NAMES) {
      single.add(name);
    }
  }

  /** Whether there is no other address to turn to, as far as is known. */
  boolean isSingle(String host) {
    if (single.contains(host)) {
      return true;
    }
    boolean isWritten = AddressBlock.isWritten(host);
    if (isWritten) {
      note(host, true); // It is not read again for each request.
    }
    return isWritten;
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
