package org.switchhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.switchhook.event.Event;
import org.switchhook.webhook.EventJson;
import org.switchhook.webhook.EventReader;

/** An event from its JSON, and nothing that the JSON says is not in it. */
final class ExactEvent {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ExactEvent() {}

  /** The event; fails where the JSON said more than is in it, or otherwise. */
  static Event read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      Event event = EventReader.read(json);
      if (!isSame(json, JSON.readTree(EventJson.text(event)))) {
        throw new AssertionError(text + " was read as " + EventJson.text(event));
      }
      return event;
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /** A bridge does not say its name, so its ids cannot be told again. */
  private static boolean isSame(JsonNode json, JsonNode again) {
    if (json.path("type").asText().startsWith("bridge.")) {
      ((ObjectNode) again).set("id", json.get("id"));
    }
    return json.equals(again);
  }
}
