package org.switchhook.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimetableTest {

  @Test
  void beatsAgainAndAgainUntilItIsClosed() throws Exception {
    CountDownLatch three = new CountDownLatch(3);
    try (Timetable timetable = new Timetable()) {
      timetable.start(Duration.ofMillis(20), three::countDown);
      assertThat(three.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aBeatThatFailsIsFollowedByTheNext() throws Exception {
    CountDownLatch two = new CountDownLatch(2);
    try (Timetable timetable = new Timetable()) {
      timetable.start(
          Duration.ofMillis(20),
          () -> {
            two.countDown();
            throw new IllegalStateException("this beat");
          });
      assertThat(two.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
