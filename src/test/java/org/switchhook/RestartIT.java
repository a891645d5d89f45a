package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A bridge that is killed and started again while five hundred callers wait in a queue. */
class RestartIT {

  private static final int CALLS = 500;
  private static final int A_SECOND = 50;

  /**
   * All are up when the last one has come, and they leave one after the other as they came: where
   * all hang up at once, Asterisk's own manager tells of it seconds after its queue_log.
   */
  private static final int PATIENCE_TENTHS = 250;

  /** Five are asked of a machine with nothing else to do; what it took is printed. */
  private static final Duration CONSISTENT_WITHIN = Duration.ofSeconds(15);

  @Test
  void fiveHundredCallsGoOn() throws Exception {
    try (RushHour rush = new RushHour()) {
      rush.open();
      BridgeProcess killed = rush.connectedBridge();
      rush.come(Callers.waiting("7500", CALLS, PATIENCE_TENTHS), A_SECOND);
      rush.awaitJoined(CALLS);
      killed.kill();
      BridgeProcess bridge = rush.bridge();
      bridge.awaitSaid("pbx1: connected");
      Duration reading = Duration.between(bridge.startedAt(), Instant.now());
      rush.judge();
      Posted recovered = rush.await("bridge.recovered", bridge.startedAt());
      Duration consistent = Duration.between(bridge.startedAt(), recovered.at());
      System.out.printf(
          "restart: %d calls up, reading events %d ms after the start, consistent after %d ms%n",
          CALLS, reading.toMillis(), consistent.toMillis());
      assertThat(consistent).isLessThan(CONSISTENT_WITHIN);
    }
  }
}
