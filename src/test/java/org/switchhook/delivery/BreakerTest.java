package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.switchhook.delivery.Breaker.State;

class BreakerTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Breaker breaker = new Breaker();
  private long now = Long.MAX_VALUE - SECOND; // nanoTime may overflow at any moment

  @Test
  void opensWhenNoneOfFiveWasAnswered() {
    fail(4, false);
    assertThat(breaker.state(now)).isEqualTo(State.CLOSED);
    fail(1, false);
    assertThat(breaker.state(now)).isEqualTo(State.OPEN);
  }

  @Test
  void anAnswerBetweenThemIsOne() {
    fail(4, false);
    breaker.answered();
    fail(4, false);
    assertThat(breaker.state(now)).isEqualTo(State.CLOSED);
  }

  @Test
  void opensWhenHalfOfTwentyFailed() {
    for (int i = 0; i < 9; i++) {
      breaker.answered();
      fail(1, true);
    }
    breaker.answered();
    assertThat(breaker.state(now)).isEqualTo(State.CLOSED);
    fail(1, true);
    assertThat(breaker.state(now)).isEqualTo(State.OPEN);
  }

  @Test
  void fewerThanHalfLeaveItClosed() {
    for (int i = 0; i < 100; i++) {
      breaker.answered();
      breaker.answered();
      fail(1, true);
    }
    assertThat(breaker.state(now)).isEqualTo(State.CLOSED);
  }

  @Test
  void triesOnceAfterAWhileAndClosesWhenThatIsAnswered() {
    fail(5, false);
    now += 10 * SECOND - 1;
    assertThat(breaker.state(now)).isEqualTo(State.OPEN);
    now += 1;
    assertThat(breaker.state(now)).isEqualTo(State.HALF_OPEN);
    breaker.answered();
    assertThat(breaker.state(now)).isEqualTo(State.CLOSED);
    fail(4, false);
    assertThat(breaker.state(now)).isEqualTo(State.CLOSED);
  }

  @Test
  void waitsTwiceAsLongEachTimeFiveMinutesAtMost() {
    fail(5, false);
    for (long seconds : new long[] {10, 20, 40, 80, 160, 300, 300}) {
      now += seconds * SECOND - 1;
      assertThat(breaker.state(now)).isEqualTo(State.OPEN);
      now += 1;
      assertThat(breaker.state(now)).isEqualTo(State.HALF_OPEN);
      fail(1, false);
    }
  }

  private void fail(int times, boolean answered) {
    for (int i = 0; i < times; i++) {
      breaker.failed(answered, now);
    }
  }
}
