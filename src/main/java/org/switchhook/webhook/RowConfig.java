package org.switchhook.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.EventType;
import org.switchhook.webhook.template.Fields;
import org.switchhook.webhook.template.Operations;
import org.switchhook.webhook.template.RequestConfig;
import org.switchhook.webhook.template.RequestTemplate;
import org.switchhook.webhook.template.ResponseConfig;
import org.switchhook.webhook.template.ResponseTemplate;
import org.switchhook.webhook.template.UrlTemplate;

/** The column {@code config} of a row of {@code webhooks}. A key that is unknown is an error. */
record RowConfig(JsonNode json) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("cache", "default", "request", "response"));

  private static final Set<String> REQUEST =
      new TreeSet<>(
          Set.of(
              "accept",
              "authentication",
              "block",
              "body",
              "condition",
              "headerLines",
              "headers",
              "method",
              "params",
              "proxy",
              "soap",
              "text",
              "timeout"));

  private static final Set<String> SOAP =
      new TreeSet<>(Set.of("wsdl", "action", "params", "version"));
  private static final Set<String> CACHE = new TreeSet<>(Set.of("key", "stale", "ttl"));
  private static final Set<String> RESPONSE = new TreeSet<>(Set.of("save", "set"));

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it is no object, or has an unknown key
   */
  static RowConfig of(String text) {
    JsonNode json = text.isBlank() ? JSON.createObjectNode() : read(text);
    require(json, "", KEYS);
    require(json.path("request"), "request.", REQUEST);
    require(json.path("request").path("soap"), "request.soap.", SOAP);
    require(json.path("response"), "response.", RESPONSE);
    require(json.path("default"), "default.", RESPONSE);
    require(json.path("cache"), "cache.", CACHE);
    return new RowConfig(json);
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new IllegalArgumentException(
          "config is no JSON: line %d, column %d: %s"
              .formatted(at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()),
          e);
    }
  }

  private static void require(JsonNode object, String where, Set<String> known) {
    if (!object.isMissingNode() && !object.isObject()) {
      throw new IllegalArgumentException(
          "config: " + (where.isEmpty() ? "it" : where) + " is no object");
    }
    object
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw new IllegalArgumentException(
                    "config: %s%s is unknown; write one of %s"
                        .formatted(where, key, String.join(", ", known)));
              }
            });
  }

  private JsonNode request() {
    return json.path("request");
  }

  /** How its requests are made, of the events that these names ask for. */
  RequestTemplate request(UrlTemplate url, List<EventName> names, Operations operations) {
    return RequestConfig.read(request(), url, Fields.of(types(names)), operations);
  }

  /**
   * Looks whether the row's credential is of the type that the request asks for.
   *
   * @throws IllegalArgumentException when it is another, or there is none
   */
  void check(@Nullable Credential credential) {
    if (!request().has("authentication")) {
      return;
    }
    String type = request().path("authentication").path("type").asText();
    if (credential == null || !credential.type().equals(type)) {
      throw new IllegalArgumentException(
          "config: request.authentication asks for the type '%s', and %s"
              .formatted(
                  type,
                  credential == null
                      ? "the column credential is empty"
                      : "row %d of credentials has type %s"
                          .formatted(credential.id(), credential.type())));
    }
  }

  /** What is made of the answers to these. */
  ResponseTemplate response(List<EventName> names) {
    return json.has("response")
        ? ResponseConfig.read(json.path("response"), Fields.of(types(names)))
        : ResponseTemplate.NONE;
  }

  /** What serves a dialplan where there is no answer. */
  Fallback fallback(List<EventName> names) {
    return json.has("cache") || json.has("default")
        ? FallbackConfig.read(json, Fields.of(types(names)))
        : Fallback.NONE;
  }

  private static List<String> types(List<EventName> names) {
    return Stream.of(EventType.values())
        .map(EventType::wireName)
        .filter(type -> names.stream().anyMatch(name -> name.covers(type) || isCustom(name, type)))
        .toList();
  }

  private static boolean isCustom(EventName name, String type) {
    return type.startsWith("custom.") && name.text().startsWith("custom.");
  }

  /** Of which events it wants to hear. */
  @Nullable Condition condition() {
    JsonNode condition = request().path("condition");
    if (condition.isMissingNode()) {
      return null;
    }
    if (!condition.isTextual()) {
      throw new IllegalArgumentException("config: request.condition is no text");
    }
    return Condition.of(condition.asText());
  }
}
