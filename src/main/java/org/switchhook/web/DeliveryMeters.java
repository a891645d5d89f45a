package org.switchhook.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import org.switchhook.event.Event;
import org.switchhook.outbox.Attempt;
import org.switchhook.outbox.Result;

/** Counts what was told and what came of it. */
public final class DeliveryMeters {

  private final MeterRegistry meters;

  public DeliveryMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** These events are in the event log. */
  public void told(List<Event> events) {
    for (Event event : events) {
      Counter.builder("switchhook.events")
          .description("Events told, by type")
          .tag("type", event.type().wireName())
          .register(meters)
          .increment();
    }
  }

  /** This came of a delivery; where no attempt was made there is nothing to count. */
  public void recorded(Result result) {
    Attempt attempt = result.attempt();
    if (attempt == null) {
      return;
    }
    String webhook = Long.toString(result.delivery().webhookId());
    Counter.builder("switchhook.deliveries")
        .description("Attempts by what became of the delivery")
        .tag("webhook", webhook)
        .tag("outcome", outcome(result))
        .register(meters)
        .increment();
    Timer.builder("switchhook.attempt.duration")
        .description("From dialling to the last byte of the answer")
        .tag("webhook", webhook)
        .register(meters)
        .record(attempt.duration());
  }

  private static String outcome(Result result) {
    return switch (result.next().state()) {
      case DELIVERED -> "delivered";
      case WAITING -> "retried";
      case DEAD, ACKNOWLEDGED -> "dead";
    };
  }
}
