package org.switchhook.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.switchhook.delivery.Courier;

/** Shows how the stages stand when somebody looks. */
public final class StageGauges {

  private final Courier courier;
  private final MultiGauge breakers;

  /**
   * Registers them.
   *
   * @param oldestWaiting in seconds
   */
  public StageGauges(MeterRegistry meters, Courier courier, DoubleSupplier oldestWaiting) {
    this.courier = courier;
    Gauge.builder("switchhook.deliveries.in.flight", courier, Courier::inFlight)
        .description("Requests made of which the result is not recorded yet")
        .strongReference(true)
        .register(meters);
    Gauge.builder("switchhook.deliveries.oldest.waiting", oldestWaiting::getAsDouble)
        .description("For how long the oldest delivery that is due has been so")
        .baseUnit("seconds")
        .register(meters);
    this.breakers =
        MultiGauge.builder("switchhook.breaker.state")
            .description("0 closed, 1 half-open, 2 open")
            .register(meters);
  }

  /** Webhooks come and go: to be called before the gauges are read. */
  public void refresh() {
    breakers.register(
        courier.breakers().entrySet().stream()
            .map(
                one ->
                    Row.of(Tags.of("webhook", Long.toString(one.getKey())), number(one.getValue())))
            .collect(Collectors.toList()),
        true);
  }

  private static int number(String breaker) {
    return switch (breaker) {
      case "open" -> 2;
      case "half-open" -> 1;
      default -> 0;
    };
  }
}
