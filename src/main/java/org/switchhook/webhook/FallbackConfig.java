package org.switchhook.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.switchhook.webhook.template.Fields;
import org.switchhook.webhook.template.ResponseConfig;
import org.switchhook.webhook.template.ResponseTemplate;
import org.switchhook.webhook.template.Template;

/** The objects {@code cache} and {@code default} of a row's {@code config}. */
final class FallbackConfig {

  private static final long LONGEST_SECONDS = 30L * 24 * 3600;

  private FallbackConfig() {}

  /**
   * Reads them.
   *
   * @param fields of the events that the row asks for
   * @throws IllegalArgumentException when they cannot work, saying why and what to write
   */
  static Fallback read(JsonNode config, Fields fields) {
    JsonNode cache = config.path("cache");
    Template key = cache.isMissingNode() ? null : key(cache.path("key"), fields);
    Duration ttl = seconds(cache, "ttl");
    Duration stale = seconds(cache, "stale");
    if (key != null && ttl.isZero() && stale.isZero()) {
      throw fault("cache", "keeps nothing; write ttl or stale, in seconds");
    }
    String request = config.path("request").toString();
    return new Fallback(key, request, ttl, stale, otherwise(config.path("default"), fields));
  }

  private static @Nullable Template key(JsonNode key, Fields fields) {
    if (!key.isTextual() || key.asText().isBlank()) {
      throw fault("cache.key", "is no text; write e.g. \"{call.from.number}\"");
    }
    try {
      Template template = Template.of(key.asText());
      fields.check(template);
      return template;
    } catch (IllegalArgumentException e) {
      throw fault("cache.key", String.valueOf(e.getMessage()));
    }
  }

  private static Duration seconds(JsonNode cache, String key) {
    JsonNode value = cache.path(key);
    if (value.isMissingNode()) {
      return Duration.ZERO;
    }
    if (!value.isIntegralNumber() || value.asLong() < 0 || value.asLong() > LONGEST_SECONDS) {
      throw fault("cache." + key, "write seconds, 0 to " + LONGEST_SECONDS);
    }
    return Duration.ofSeconds(value.asLong());
  }

  private static ResponseTemplate otherwise(JsonNode otherwise, Fields fields) {
    ResponseTemplate template =
        otherwise.isMissingNode() ? ResponseTemplate.NONE : ResponseConfig.read(otherwise, fields);
    if (template.asksTheAnswer()) {
      throw fault("default", "may have no {response...}: it stands where there is no answer");
    }
    return template;
  }

  private static IllegalArgumentException fault(String key, String what) {
    return new IllegalArgumentException("config: " + key + ": " + what);
  }
}
