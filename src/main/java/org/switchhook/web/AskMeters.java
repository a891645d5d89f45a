package org.switchhook.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.switchhook.ask.Asked;

/** Counts what dialplans asked. */
public final class AskMeters {

  private final MeterRegistry meters;

  public AskMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Shows whether dialplans can ask. */
  public void listening(BooleanSupplier listening) {
    Gauge.builder("switchhook.agi.listening", () -> listening.getAsBoolean() ? 1 : 0)
        .description("1 while the FastAGI server listens, else 0")
        .register(meters);
  }

  /** This one is over; what is of no webhook has the number 0. */
  public void told(Asked asked) {
    Long id = asked.webhook();
    String webhook = id == null ? "0" : Long.toString(id);
    Counter.builder("switchhook.asks")
        .description("Asks of dialplans by how they turned out")
        .tag("webhook", webhook)
        .tag("outcome", asked.reply().status().name().toLowerCase(Locale.ROOT))
        .register(meters)
        .increment();
    Timer.builder("switchhook.ask.duration")
        .description("From the question of a dialplan to the reply")
        .tag("webhook", webhook)
        .register(meters)
        .record(asked.duration());
  }
}
