package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  private final ClockWatch watch = new ClockWatch();

  @Test
  void aStepBackIsToldOnce() {
    assertThat(watch.putBack(NOON, 7)).isZero();
    assertThat(watch.putBack(NOON.plusSeconds(10), 7 + 10 * SECOND)).isZero();
    assertThat(watch.putBack(NOON.plusSeconds(20 - 3600), 7 + 20 * SECOND))
        .isEqualTo(Duration.ofHours(1));
    assertThat(watch.putBack(NOON.plusSeconds(30 - 3600), 7 + 30 * SECOND)).isZero();
  }

  @Test
  void aStepForwardAndDriftAreNone() {
    assertThat(watch.putBack(NOON, 0)).isZero();
    assertThat(watch.putBack(NOON.plusSeconds(3600), SECOND)).isZero();
    assertThat(watch.putBack(NOON.plusSeconds(3600), 3 * SECOND)).isZero();
  }
}
