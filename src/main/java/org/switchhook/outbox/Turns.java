package org.switchhook.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.webhook.Payload;

/**
 * Deliveries that wait for the answers to others of the same event: when the last of these is
 * recorded they are due, with it in one transaction; else when their time is up. Whoever then
 * claims one renders it, once.
 */
final class Turns {

  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String COME =
      """
      UPDATE deliveries FORCE INDEX (deliveries_once)
      SET due_at = IF(behind = :text, UTC_TIMESTAMP(6), due_at),
        behind = TRIM(BOTH ',' FROM REPLACE(CONCAT(',', behind, ','), CONCAT(',', :text, ','), ','))
      WHERE event_row = (SELECT event_row FROM deliveries WHERE id = :id)
        AND FIND_IN_SET(:text, behind) AND state = 'waiting' AND due_at > UTC_TIMESTAMP(6)
      """;

  private static final String SAVED =
      """
      SELECT a.saved FROM deliveries d FORCE INDEX (deliveries_once)
      JOIN attempts a ON a.delivery_id = d.id
      WHERE d.event_row = (SELECT event_row FROM deliveries WHERE id = :id) AND a.saved IS NOT NULL
      ORDER BY a.id
      """;

  private static final String RENDERED =
      """
      UPDATE deliveries FORCE INDEX (PRIMARY)
      SET behind = NULL, view = :view, content_type = :type, body = :body WHERE id = :id
      """;

  private final Renderer renderer;

  Turns(Renderer renderer) {
    this.renderer = renderer;
  }

  /** The answer to this one is in, or none comes. */
  static void come(Handle handle, long id) {
    // As a text: '12,13' would be 12 if it had to be a number.
    handle.createUpdate(COME).bind("id", id).bind("text", Long.toString(id)).execute();
  }

  static String text(SortedMap<String, String> saved) {
    return JSON.valueToTree(saved).toString();
  }

  /** As it goes out; absent where nobody wants it any more. */
  Optional<Delivery> render(Handle handle, Delivery claimed) {
    String json = view(handle, claimed);
    Optional<Payload> payload = payload(claimed, json);
    if (payload.isEmpty()) {
      come(handle, claimed.id());
      handle.execute("DELETE FROM deliveries WHERE id = ?", claimed.id());
      return Optional.empty();
    }
    String body = payload.get().body();
    handle
        .createUpdate(RENDERED)
        .bind("id", claimed.id())
        .bind("view", json)
        .bind("type", payload.get().contentType())
        .bind("body", body.equals(json) ? null : body)
        .execute();
    return Optional.of(rendered(claimed, payload.get(), json));
  }

  /** Nothing that one row does may hold back what others are to be told. */
  private Optional<Payload> payload(Delivery claimed, String json) {
    try {
      return renderer.payload(claimed.webhookId(), claimed.event(), json);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("delivery={} cannot be rendered", claimed.id(), e);
      return Optional.of(Payload.unrendered(claimed.webhookId(), claimed.event(), false));
    }
  }

  private static Delivery rendered(Delivery claimed, Payload payload, String json) {
    return new Delivery(
        claimed.id(),
        claimed.eventId(),
        claimed.webhookId(),
        claimed.event(),
        claimed.sequence(),
        claimed.orderKey(),
        payload.contentType(),
        payload.body(),
        json,
        claimed.attempts());
  }

  /** The event with all that was saved by answers to it. */
  private static String view(Handle handle, Delivery claimed) {
    List<String> saved =
        handle.createQuery(SAVED).bind("id", claimed.id()).mapTo(String.class).list();
    try {
      return view(claimed, saved);
    } catch (JsonProcessingException e) {
      LOG.error("delivery={} goes without what was saved: a column holds no JSON", claimed.id());
      return claimed.json();
    }
  }

  private static String view(Delivery claimed, List<String> saved) throws JsonProcessingException {
    JsonNode event = JSON.readTree(claimed.json());
    if (saved.isEmpty() || !(event.path("call") instanceof ObjectNode call)) {
      return claimed.json();
    }
    SortedMap<String, JsonNode> data = new TreeMap<>();
    call.path("data").properties().forEach(one -> data.put(one.getKey(), one.getValue()));
    for (String text : saved) {
      JSON.readTree(text).properties().forEach(one -> put(data, one));
    }
    call.set("data", JSON.valueToTree(data));
    return event.toString();
  }

  /** Empty takes away, as in the model. */
  private static void put(SortedMap<String, JsonNode> data, Map.Entry<String, JsonNode> one) {
    if (one.getValue().asText().isEmpty()) {
      data.remove(one.getKey());
    } else {
      data.put(one.getKey(), one.getValue());
    }
  }
}
