package org.switchhook.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {

  private final Gate gate = new Gate();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private static <T> T in10s(Future<T> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  /** How long somebody else takes to get in, in milliseconds. */
  private long otherWaitsMs() throws Exception {
    Callable<Long> entering =
        () -> {
          long start = System.nanoTime();
          gate.enter();
          gate.leave();
          return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        };
    return in10s(threads.submit(entering));
  }

  @Test
  void oneIsInsideAndTheNextComesOnceHeLeaves() throws Exception {
    gate.enter();
    CountDownLatch inside = new CountDownLatch(1);
    Future<?> other =
        threads.submit(
            () -> {
              gate.enter();
              inside.countDown();
              gate.leave();
            });
    assertThatThrownBy(() -> other.get(20, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    gate.leave();
    in10s(other);
    assertThat(inside.getCount()).isZero();
  }

  @Test
  void whoeverHasWaitedForLongGoesOnAllTheSame() throws Exception {
    gate.enter();
    assertThat(otherWaitsMs()).isBetween(95L, 5_000L);
    gate.leave();
  }

  @Test
  void whoeverWaitsElsewhereLetsOthersInAndIsInsideAgainAfterwards() throws Exception {
    gate.enter();
    assertThat(gate.outside(this::otherWaitsMs)).isLessThan(95);
    assertThat(otherWaitsMs()).isGreaterThanOrEqualTo(95);
    gate.leave();
  }

  @Test
  void whoeverIsNotInsideWaitsWithoutIt() throws Exception {
    assertThat(gate.outside(() -> "what came")).isEqualTo("what came");
    gate.leave();
    assertThat(otherWaitsMs()).isLessThan(95);
  }

  @Test
  void troubleElsewhereIsThrownAndLeavesItInside() throws Exception {
    gate.enter();
    assertThatThrownBy(
            () ->
                gate.outside(
                    () -> {
                      throw new IOException("gone");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(otherWaitsMs()).isGreaterThanOrEqualTo(95);
    gate.leave();
    assertThat(otherWaitsMs()).isLessThan(95);
  }

  @Test
  void whoeverIsInterruptedGoesOnAndStaysInterrupted() throws Exception {
    gate.enter();
    Future<Boolean> other =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              gate.enter();
              gate.leave();
              return Thread.interrupted();
            });
    assertThat(in10s(other)).isTrue();
    gate.leave();
  }
}
