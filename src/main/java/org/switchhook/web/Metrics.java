package org.switchhook.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that the stages count. */
public final class Metrics {

  /** Prometheus' text format. */
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<Runnable> refreshes = new CopyOnWriteArrayList<>();

  /** Where a stage registers what it counts. */
  public MeterRegistry registry() {
    return registry;
  }

  /** To be done each time before somebody looks. */
  public void before(Runnable refresh) {
    refreshes.add(refresh);
  }

  /** All of them, as they stand now. */
  String text() {
    refreshes.forEach(Runnable::run);
    return registry.scrape(CONTENT_TYPE);
  }
}
