package org.switchhook.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** All that the stages count. */
public final class Metrics {

  /** Prometheus' text format. */
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Where a stage registers what it counts. */
  public MeterRegistry registry() {
    return registry;
  }

  /** All of them, as they stand now. */
  String text() {
    return registry.scrape(CONTENT_TYPE);
  }
}
