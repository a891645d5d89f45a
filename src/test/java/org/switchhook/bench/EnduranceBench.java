package org.switchhook.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.switchhook.outbox.Await;

/**
 * A million events through a bridge with a heap of 256 MB, from AMI as fast as it reads to one
 * webhook that asks for all of calls and agents: whether each has arrived, once, and whether its
 * memory stays as it is. What has to be told is known here too, by the same model. {@code bin/bench
 * endurance EVENTS} sends another number.
 */
public final class EnduranceBench {

  private static final int EVENTS = 1_000_000;
  private static final int CALLERS = 2_000;
  private static final int FRAMES_A_WRITE = 200;
  private static final int SAMPLES = 20;
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private static final String WAITING = "SELECT COUNT(*) FROM deliveries WHERE state = 'waiting'";

  /** There is one webhook, so there is one delivery of each. */
  private static final String NOT_DELIVERED =
      """
      SELECT (SELECT COUNT(*) FROM events WHERE subject_kind <> 'bridge')
        - (SELECT COUNT(*) FROM deliveries WHERE state = 'delivered')
      """;

  /** What the bridge held when so many events had arrived. */
  private record Sample(int events, double heapMib, double residentMib) {}

  /** What all of it has taken, the CPU time in microseconds. */
  private record Cost(double seconds, double micros, double ofDatabase, double otherCores) {}

  private final int events;
  // An id is a hash: its first 64 bits do.
  private final Set<Long> told = ConcurrentHashMap.newKeySet();
  private final Set<Long> received = ConcurrentHashMap.newKeySet();
  private final AtomicLong requests = new AtomicLong();
  private final List<Sample> samples = new ArrayList<>();

  private EnduranceBench(int events) {
    this.events = events;
  }

  public static void main(String[] args) throws Exception {
    new EnduranceBench(args.length == 0 ? EVENTS : Integer.parseInt(args[0])).run();
  }

  private void run() throws Exception {
    try (BenchSite site = BenchSite.open(this::receive)) {
      site.webhook("call.*, agent.*");
      try (BenchBridge bridge = site.bridge()) {
        Duration cpu = bridge.cpu();
        Duration ofDatabase = BenchSite.databaseCpu();
        OtherWork others = OtherWork.fromNow();
        long start = System.nanoTime();
        Thread pbx = new Thread(() -> say(site.pbx(), start), "say");
        pbx.setDaemon(true);
        pbx.start();
        awaitAll(pbx, bridge, start);
        Cost cost =
            new Cost(
                (System.nanoTime() - start) / 1e9,
                bridge.cpu().minus(cpu).toNanos() / 1e3,
                BenchSite.databaseCpu().minus(ofDatabase).toNanos() / 1e3,
                others.cores());
        Await.until("all is recorded", SILENCE, () -> site.database().number(WAITING) == 0);
        // What becomes due by the clock alone is told until then.
        bridge.stop();
        report(site, cost);
      }
    }
  }

  private void receive(String id) {
    requests.incrementAndGet();
    received.add(number(id));
  }

  private static long number(String id) {
    return Long.parseUnsignedLong(id.substring(4, 20), 16);
  }

  private void say(BenchPbx pbx, long start) {
    try {
      Traffic traffic = new Traffic(CALLERS);
      long frames = 0;
      while (told.size() < events) {
        pbx.say(traffic.frames(FRAMES_A_WRITE, (signal, event) -> told.add(number(event.id()))));
        frames += FRAMES_A_WRITE;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      print("all %d frames are said, %.0f a second", frames, frames / seconds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes samples on the way; returns when all has arrived, or when nothing comes any more. */
  private void awaitAll(Thread pbx, BenchBridge bridge, long start) throws Exception {
    long heardAt = System.nanoTime();
    int before = -1;
    while (pbx.isAlive() || !received.containsAll(told)) {
      int now = received.size();
      if (now > before) {
        before = now;
        heardAt = System.nanoTime();
      } else if (System.nanoTime() - heardAt > SILENCE.toNanos()) {
        print("nothing has come for %d s", SILENCE.toSeconds());
        return;
      }
      if (now >= (samples.size() + 1L) * events / SAMPLES) {
        sample(bridge, now, start);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private void sample(BenchBridge bridge, int now, long start) throws IOException {
    Sample sample = new Sample(now, bridge.heapMib(), bridge.residentMib());
    samples.add(sample);
    print(
        "%8d of %d told have arrived, %.0f/s: heap %.1f MiB, resident %.0f MiB",
        now,
        told.size(),
        now / ((System.nanoTime() - start) / 1e9),
        sample.heapMib(),
        sample.residentMib());
  }

  private void report(BenchSite site, Cost cost) {
    long lost = told.stream().filter(id -> !received.contains(id)).count();
    long notDelivered = site.database().number(NOT_DELIVERED);
    long rows = site.database().number("SELECT COUNT(*) FROM events");
    print("%d rows of events, %d requests", rows, requests.get());
    Sample last = samples.get(samples.size() - 1);
    print(
        "{\"bench\":\"endurance\",\"events\":%d,\"lost\":%d,\"not_delivered\":%d,\"twice\":%d,"
            + "\"ratio_heap_last_to_first\":%.2f,\"ratio_resident_last_to_first\":%.2f,"
            + "\"heap_mib\":%.1f,\"resident_mib\":%.0f,\"events_per_s\":%.0f,"
            + "\"cpu_us_per_event\":%.0f,\"database_cpu_us_per_event\":%.0f,"
            + "\"cores_busy_with_others\":%.2f}",
        told.size(),
        lost,
        notDelivered,
        requests.get() - received.size(),
        ratio(Sample::heapMib),
        ratio(Sample::residentMib),
        last.heapMib(),
        last.residentMib(),
        received.size() / cost.seconds(),
        cost.micros() / received.size(),
        cost.ofDatabase() / received.size(),
        cost.otherCores());
  }

  /** The mean of the last quarter of the samples to that of the first. */
  private double ratio(ToDoubleFunction<Sample> value) {
    int quarter = Math.max(1, samples.size() / 4);
    double first = samples.stream().limit(quarter).mapToDouble(value).sum();
    return samples.stream().skip(samples.size() - quarter).mapToDouble(value).sum() / first;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
