package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.switchhook.config.DeliverySettings;

/** All of them at once, 60 requests in flight, with the times that a bridge has by default. */
class HostileReceiversIT {

  private static final Duration ATTEMPT = Duration.ofSeconds(10);
  private static final int OF_EACH = 6;

  /** Half a megabyte for each request in flight, and what the receivers hold of their own. */
  private static final long HEAP = 64_000_000;

  private final Exchange exchange =
      new Exchange(new DeliverySettings(64, 4, Duration.ofSeconds(3), ATTEMPT));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<Hostile, RawReceiver> receivers = new EnumMap<>(Hostile.class);

  @AfterEach
  void stop() {
    threads.shutdownNow();
    exchange.close();
    receivers.values().forEach(RawReceiver::close);
  }

  @Test
  void eachIsCutInTimeAndTheHeapStaysFlat() throws Exception {
    long before = heap();
    Map<Hostile, List<Future<Answer>>> answers = new EnumMap<>(Hostile.class);
    for (Hostile manner : Hostile.values()) {
      RawReceiver receiver = manner.open(Duration.ofSeconds(1));
      receivers.put(manner, receiver);
      answers.put(manner, send(receiver.url()));
    }
    // Those that drip and keep silent have most of their time before them.
    assertEachInTime(Objects.requireNonNull(answers.get(Hostile.ENDLESS_BODY)));
    assertThat(heap() - before).isLessThan(HEAP);

    for (List<Future<Answer>> ofOneManner : answers.values()) {
      assertEachInTime(ofOneManner);
    }
    assertThat(heap() - before).isLessThan(HEAP / 4);
    receivers.values().forEach(one -> assertThat(one.accepted()).isEqualTo(OF_EACH));
    List<Future<Answer>> dripped = Objects.requireNonNull(answers.get(Hostile.DRIPPING_BODY));
    assertThat(dripped.get(0).get().head()).matches("y{9,11}");
  }

  private List<Future<Answer>> send(String url) {
    Request request = Request.post(url, Map.of(), "application/json", "{}");
    return Stream.generate(() -> threads.submit(() -> exchange.send(request)))
        .limit(OF_EACH)
        .toList();
  }

  private static void assertEachInTime(List<Future<Answer>> answers) throws Exception {
    for (Future<Answer> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS).duration()).isLessThan(ATTEMPT.plusSeconds(2));
    }
  }

  /**
   * What a collection leaves in the heap: what is used a moment later has in it what dozens of busy
   * threads have thrown away since.
   */
  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }
}
