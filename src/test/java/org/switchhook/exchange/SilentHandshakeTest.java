package org.switchhook.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.config.DeliverySettings;
import org.switchhook.config.ProxyAddress;
import org.switchhook.webhook.template.Transport;

/**
 * Between the connection and the handshake OkHttp forgets for a moment what a call would have to
 * close: one whose time is over just then waits for a word from the other side.
 */
class SilentHandshakeTest {

  private static final Duration ATTEMPT = Duration.ofMillis(100);
  private static final int AS_IT_CONNECTS_NANOS = 1_500_000;
  private static final int THREADS = 4;
  private static final int CALLS_A_THREAD = 25;

  private final RawReceiver receiver = RawReceiver.speaking(out -> TimeUnit.DAYS.sleep(1));
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Exchange exchange =
      new Exchange(new DeliverySettings(THREADS, THREADS, Duration.ofSeconds(3), ATTEMPT));

  @AfterEach
  void stop() {
    receiver.close();
    exchange.close();
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAttemptEndsThoughItsTimeWasOverAsItConnected(boolean byProxy) throws Exception {
    List<Future<Duration>> longest = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      longest.add(threads.submit(() -> longest(random, byProxy)));
    }
    for (Future<Duration> one : longest) {
      assertThat(one.get(1, TimeUnit.MINUTES)).isLessThan(ATTEMPT.plusSeconds(2));
    }
  }

  private Duration longest(Random random, boolean byProxy) {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < CALLS_A_THREAD; i++) {
      Duration own = Duration.ofNanos(1 + random.nextInt(AS_IT_CONNECTS_NANOS));
      Duration took = send(own, byProxy).duration();
      longest = took.compareTo(longest) > 0 ? took : longest;
    }
    return longest;
  }

  private Answer send(Duration own, boolean byProxy) {
    ProxyAddress proxy = byProxy ? new ProxyAddress("127.0.0.1", receiver.port()) : null;
    String url = "https://127.0.0.1:" + receiver.port() + "/";
    return exchange.send(
        new Request("POST", url, Map.of(), "application/json", "{}", new Transport(own, proxy)));
  }
}
