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
    assertThat(look(0, 0)).isZero();
    assertThat(look(10, 10)).isZero();
    assertThat(look(20 - 3600, 20)).isEqualTo(Duration.ofHours(1));
    assertThat(look(30 - 3600, 30)).isZero();
  }

  @Test
  void aStepForwardAndDriftAreNone() {
    assertThat(look(0, 0)).isZero();
    assertThat(look(3600, 1)).isZero();
    assertThat(look(3600, 3)).isZero();
  }

  @Test
  void anAnswerThatTookLongIsNone() {
    assertThat(watch.putBack(NOON, 0, 30 * SECOND)).isZero();
    assertThat(watch.putBack(NOON.plusSeconds(10), 31 * SECOND, 60 * SECOND)).isZero();
    assertThat(look(69, 70)).isZero();
  }

  private Duration look(long time, long nanos) {
    return watch.putBack(NOON.plusSeconds(time), nanos * SECOND, nanos * SECOND);
  }
}
