package org.switchhook.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.switchhook.outbox.Attempt;
import org.switchhook.outbox.Delivery;
import org.switchhook.outbox.Next;
import org.switchhook.outbox.Result;
import org.switchhook.webhook.Events;

class DeliveryMetersTest {

  private final Metrics metrics = new Metrics();
  private final DeliveryMeters meters = new DeliveryMeters(metrics.registry());

  @Test
  void eventsByType() {
    meters.told(List.of(Events.queued("c1", 1), Events.queued("c2", 1), Events.closed("c1", 2)));
    assertThat(metrics.text())
        .contains("switchhook_events_total{type=\"call.queued\"} 2.0\n")
        .contains("switchhook_events_total{type=\"call.closed\"} 1.0\n");
  }

  @Test
  void whatCameOfAttemptsAndHowLongTheyTook() {
    meters.recorded(result(7, Next.delivered()));
    meters.recorded(result(7, Next.delivered()));
    meters.recorded(result(7, Next.retryAfter(Duration.ofSeconds(5))));
    meters.recorded(result(8, Next.dead("the last one")));
    meters.recorded(Result.unsent(delivery(8)));
    assertThat(metrics.text())
        .contains("switchhook_deliveries_total{outcome=\"delivered\",webhook=\"7\"} 2.0\n")
        .contains("switchhook_deliveries_total{outcome=\"retried\",webhook=\"7\"} 1.0\n")
        .contains("switchhook_deliveries_total{outcome=\"dead\",webhook=\"8\"} 1.0\n")
        .contains("switchhook_attempt_duration_seconds_count{webhook=\"7\"} 3\n")
        .contains("switchhook_attempt_duration_seconds_sum{webhook=\"7\"} 0.75\n")
        .contains("switchhook_attempt_duration_seconds_count{webhook=\"8\"} 1\n");
  }

  @Test
  void theOldestIsAskedForEveryFewSecondsAtMost() {
    AtomicLong now = new AtomicLong();
    AtomicInteger asked = new AtomicInteger();
    OldestWaiting oldest =
        new OldestWaiting(
            () -> {
              if (asked.incrementAndGet() == 2) {
                throw new IllegalStateException("the database is away");
              }
              return Map.of(1L, Duration.ofMillis(1500), 2L, Duration.ofHours(1));
            },
            id -> id == 1,
            now::get);
    assertThat(oldest.getAsDouble()).isEqualTo(1.5);
    now.set(Duration.ofMillis(4_900).toNanos());
    assertThat(oldest.getAsDouble()).isEqualTo(1.5);
    assertThat(asked).hasValue(1);
    now.set(Duration.ofSeconds(5).toNanos());
    assertThat(oldest.getAsDouble()).isNaN();
    now.set(Duration.ofSeconds(10).toNanos());
    assertThat(oldest.getAsDouble()).isEqualTo(1.5);
  }

  private static Result result(long webhook, Next next) {
    Attempt attempt = new Attempt(Events.TIME, Duration.ofMillis(250), 200, null, "");
    return new Result(delivery(webhook), attempt, next);
  }

  private static Delivery delivery(long webhook) {
    return new Delivery(
        1, "evt_1", webhook, "call.queued", 1, null, "application/json", "{}", "{}", 0);
  }
}
