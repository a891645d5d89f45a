package org.switchhook.config;

import java.time.Duration;
import java.util.Map;

/**
 * What the live model has to know of the site.
 *
 * @param phones pattern of the endpoints that are phones, e.g. {@code [0-9]{2,6}}
 * @param ignore pattern of dialled extensions that are no calls, e.g. {@code [*#].*}
 * @param wrapUps wrap-up time by queue, for members without one of their own
 * @param lateDisposition for how long after its close a call takes dispositions
 */
public record ModelSettings(
    String phones, String ignore, Map<String, Duration> wrapUps, Duration lateDisposition) {

  /** What holds where switchhook.conf says nothing. */
  public static final ModelSettings STANDARD =
      new ModelSettings("[0-9]{2,6}", "[*#].*", Map.of(), Duration.ofMinutes(30));
}
