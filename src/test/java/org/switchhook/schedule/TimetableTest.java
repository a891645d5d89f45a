package org.switchhook.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** A long retention delays no heartbeat, and is not begun twice. */
  @Test
  void whatTakesLongHoldsNothingUp() throws Exception {
    CountDownLatch beats = new CountDownLatch(3);
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger mostWhileItRan = new AtomicInteger();
    try (Timetable timetable = new Timetable()) {
      timetable.retain(
          Duration.ofMillis(1),
          Duration.ofMillis(10),
          () -> {
            begun.incrementAndGet();
            try {
              beats.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      timetable.start(
          Duration.ofMillis(30),
          () -> {
            if (beats.getCount() > 0) {
              mostWhileItRan.accumulateAndGet(begun.get(), Math::max);
            }
            if (begun.get() > 0) {
              beats.countDown();
            }
          });
      assertThat(beats.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(mostWhileItRan).hasValue(1);
  }
}
