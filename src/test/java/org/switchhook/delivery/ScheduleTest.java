package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private final Schedule even = new Schedule(() -> 0.5);

  @Test
  void theDelaysOfTheDocumentation() {
    List<String> delays = new ArrayList<>();
    Duration elapsed = Duration.ZERO;
    for (int failed = 1; even.delayAfter(failed, Optional.empty()).isPresent(); failed++) {
      Duration delay = even.delayAfter(failed, Optional.empty()).orElseThrow();
      elapsed = elapsed.plus(delay);
      delays.add(delay.toString());
    }
    assertThat(delays)
        .startsWith("PT5S", "PT30S", "PT2M", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT10H")
        .endsWith("PT10H");
    assertThat(elapsed).isBetween(Duration.ofDays(4), Duration.ofDays(5));
  }

  @Test
  void twentyPerCentEitherWay() {
    assertThat(new Schedule(() -> 0).delayAfter(2, Optional.empty())).hasValue(seconds(24));
    assertThat(new Schedule(() -> 1).delayAfter(2, Optional.empty())).hasValue(seconds(36));
  }

  @Test
  void aWishIsObeyedFromTheDelayUpToADay() {
    assertThat(even.delayAfter(2, Optional.of(seconds(1)))).hasValue(seconds(30));
    assertThat(even.delayAfter(2, Optional.of(seconds(31)))).hasValue(seconds(31));
    assertThat(even.delayAfter(2, Optional.of(seconds(999_999_999)))).hasValue(Duration.ofDays(1));
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
