package org.switchhook.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.switchhook.outbox.Await;

/** 200 calls that ask at once, again and again, and the system that takes 300 ms to answer each. */
final class AskBursts {

  static final int CALLS = 200;

  /**
   * What belongs to one: 200 events a second are of 27 or 28 calls, and each asks once. As long
   * again nobody asks, so that what the machine does besides falls into both alike.
   */
  static final Duration SPAN = Duration.ofMillis(7_250);

  static final Duration EVERY = SPAN.multipliedBy(2);

  private static final Duration EVERY_AT_FIRST = Duration.ofMillis(50);

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration TAKES = Duration.ofMillis(300);
  private static final long LASTS_MICROS = 500_000;

  private final AskedSystem system = AskedSystem.open(TAKES);
  private final AskingCalls calls;
  private final List<Double> ms = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> starts = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch ending = new CountDownLatch(1);
  private @Nullable Thread thread;
  private volatile @Nullable Exception failure;

  private AskBursts(int port) throws IOException {
    calls = new AskingCalls(port);
  }

  /** At a site whose bridge runs: a row to ask, once it is asked. */
  static AskBursts ready(BenchSite site) throws IOException, InterruptedException {
    AskBursts bursts = new AskBursts(site.agiPort());
    site.database()
        .execute(
            "INSERT INTO webhooks (name, event, url, config) VALUES ('bursts', 'ask', ?, ?)",
            bursts.system.url(),
            """
            {"request": {"method": "GET", "params": {"phone": "{call.from.number}"}},
             "response": {"save": {"tier": "{response.body.tier}"}}}
            """);
    Await.until("the row is asked", SOON, bursts::isAnswered);
    return bursts;
  }

  private boolean isAnswered() {
    try {
      calls.ask(1);
      return true;
    } catch (IOException e) {
      return false; // The bridge does not listen yet, or does not know the row.
    }
  }

  /**
   * One after the other until it is ended, but for a rest in between. What was compiled while
   * deliveries alone used it is compiled anew for asks, so both warm up together; and in the end
   * each burst finds that its connections have waited for too long, so they are new at first too.
   */
  void begin(Duration warmUp, Duration rest) {
    thread = new Thread(() -> run(warmUp, rest), "bursts");
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Duration warmUp, Duration rest) {
    long restAt = System.nanoTime() + warmUp.toNanos();
    try {
      for (boolean anew = true; System.nanoTime() < restAt; anew = !anew) {
        system.hangsUp(anew);
        calls.ask(CALLS);
        TimeUnit.NANOSECONDS.sleep(EVERY_AT_FIRST.toNanos());
      }
      system.hangsUp(false);
      TimeUnit.NANOSECONDS.sleep(restAt + rest.toNanos() - System.nanoTime());
      long next = System.nanoTime();
      while (!ending.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        starts.add(FlightRecording.micros(Instant.now()));
        ms.addAll(calls.ask(CALLS));
        next += EVERY.toNanos();
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      failure = e;
    }
  }

  /**
   * Whether this moment belongs to a burst.
   *
   * @param micros since the epoch
   */
  boolean beside(long micros) {
    return isWithin(micros, SPAN.toNanos() / 1000);
  }

  /** Whether it falls into one. */
  boolean during(long micros) {
    return isWithin(micros, LASTS_MICROS);
  }

  private boolean isWithin(long micros, long span) {
    return starts.stream().anyMatch(start -> start <= micros && micros < start + span);
  }

  /**
   * How long the slowest ask took, and how many there were.
   *
   * @throws IllegalStateException when one had no good answer
   */
  String figures() {
    if (failure != null || ms.isEmpty()) {
      throw new IllegalStateException("the calls have not asked", failure);
    }
    return "\"asks\":%d,\"ask_max_ms\":%.0f"
        .formatted(ms.size(), ms.stream().mapToDouble(Double::doubleValue).max().orElse(0));
  }

  /** Waits for those that ask: who asks a bridge that is gone has no answer. */
  void end() throws IOException, InterruptedException {
    ending.countDown();
    if (thread != null) {
      thread.join(); // An ask ends, or fails.
    }
    system.close();
    calls.close();
  }
}
