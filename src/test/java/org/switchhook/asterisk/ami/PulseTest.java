package org.switchhook.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {

  private final AtomicLong now = new AtomicLong(-5);
  private final Pulse pulse = new Pulse(now::get);

  @Test
  void aProcessThatRunsDidNotStandStill() {
    assertThat(pulse.stoodStill()).isFalse();
    for (int i = 0; i < 100; i++) {
      pass(900);
      pulse.beat();
    }
    assertThat(pulse.stoodStill()).isFalse();
  }

  @Test
  void whoAsksFirstAfterAStandstillSeesIt() {
    pass(1_100);
    assertThat(pulse.stoodStill()).isTrue();
  }

  @Test
  void aStandstillIsForgottenAfterTenSeconds() {
    pass(5_000);
    pulse.beat();
    beatFor(9_000);
    assertThat(pulse.stoodStill()).isTrue();
    beatFor(1_000);
    assertThat(pulse.stoodStill()).isFalse();
  }

  @Test
  void aReaderThatHadToWaitIsOneToo() {
    pulse.skip();
    assertThat(pulse.stoodStill()).isTrue();
  }

  private void beatFor(int millis) {
    for (int i = 0; i < millis; i += 250) {
      pass(250);
      pulse.beat();
    }
  }

  private void pass(int millis) {
    now.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
