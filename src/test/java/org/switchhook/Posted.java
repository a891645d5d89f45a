package org.switchhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Objects;
import mockwebserver3.RecordedRequest;
import okio.ByteString;

/**
 * One POST as a receiver sees it.
 *
 * @param event the name in {@code X-Switchhook-Event}
 * @param id the id in {@code webhook-id}
 */
record Posted(String path, String event, String id, String body, Instant at) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Posted of(RecordedRequest request, Instant at) {
    ByteString body = Objects.requireNonNull(request.getBody(), "a POST without a body");
    return new Posted(
        request.getUrl().encodedPath(),
        header(request, "X-Switchhook-Event"),
        header(request, "webhook-id"),
        body.string(UTF_8),
        at);
  }

  JsonNode json() {
    return json(body);
  }

  static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError(body, e);
    }
  }

  long sequence() {
    return json().path("sequence").asLong();
  }

  /** When it happened. */
  Instant time() {
    return Instant.parse(json().path("time").asText());
  }

  /** The uniqueid of the call that it is about, empty where it is about none. */
  String call() {
    return json().path("call").path("uniqueid").asText();
  }

  boolean isAbout(String call) {
    return json().path("call").path("id").asText().equals(call);
  }

  /** Itself, if an earlier post of the same id had the same body. */
  Posted sameAs(Posted earlier) {
    if (!earlier.body.equals(body)) {
      throw new AssertionError("one id, two bodies:\n" + earlier.body + "\n" + body);
    }
    return this;
  }

  private static String header(RecordedRequest request, String name) {
    return Objects.requireNonNullElse(request.getHeaders().get(name), "");
  }
}
