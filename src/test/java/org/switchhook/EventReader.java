package org.switchhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentDetail;
import org.switchhook.event.AgentRef;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallRef;
import org.switchhook.event.Detail;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.Origin;
import org.switchhook.event.Subject;
import org.switchhook.webhook.EventJson;

/** Reads the canonical JSON of an event, as a receiver may. */
final class EventReader {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          // The fields of the type stand among those of the envelope.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final Map<String, Class<? extends Detail>> DETAILS =
      Map.of("call", CallDetail.class, "agent", AgentDetail.class, "bridge", BridgeDetail.class);

  private EventReader() {}

  /** The event; fails where the JSON said more than is in it, or otherwise. */
  static Event read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      Event event = read(json);
      if (!isSame(json, JSON.readTree(EventJson.text(event)))) {
        throw new AssertionError(text + " was read as " + EventJson.text(event));
      }
      return event;
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /** The event, whatever else the JSON says. */
  static Event read(JsonNode json) throws JsonProcessingException {
    EventType type = required(json, "type", EventType.class);
    String pbx = part(json, "pbx", String.class);
    CallRef call = part(json, "call", CallRef.class);
    AgentRef agent = part(json, "agent", AgentRef.class);
    return new Event(
        subject(type, pbx, call, agent),
        type,
        Instant.parse(json.path("time").asText()),
        Instant.parse(json.path("recordedAt").asText()),
        pbx,
        json.path("sequence").asLong(),
        required(json, "origin", Origin.class),
        call,
        agent,
        JSON.treeToValue(json, detail(type)));
  }

  /** A bridge does not say its name, so its ids cannot be told again. */
  private static boolean isSame(JsonNode json, JsonNode again) {
    if (json.path("type").asText().startsWith("bridge.")) {
      ((ObjectNode) again).set("id", json.get("id"));
    }
    return json.equals(again);
  }

  private static Subject subject(
      EventType type, @Nullable String pbx, @Nullable CallRef call, @Nullable AgentRef agent) {
    if (type.wireName().startsWith("bridge.")) {
      return new Subject(Subject.Kind.BRIDGE, "bridge", "bridge");
    }
    String of = Objects.requireNonNull(pbx, "the pbx of a call or an agent");
    return call == null
        ? new Subject(Subject.Kind.AGENT, of, Objects.requireNonNull(agent, "whose it is").iface())
        : new Subject(Subject.Kind.CALL, of, call.id());
  }

  /** {@code CallDetail.LeftQueue} of {@code call.left_queue}: the records bear the types' names. */
  private static Class<? extends Detail> detail(EventType type) {
    String[] words = type.wireName().split("[._]");
    Class<? extends Detail> group = Objects.requireNonNull(DETAILS.get(words[0]), words[0]);
    String name = type.wireName().substring(words[0].length() + 1).replace("_", "");
    return Stream.of(group.getPermittedSubclasses())
        .filter(record -> record.getSimpleName().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no record of " + type.wireName()))
        .asSubclass(Detail.class);
  }

  private static <T> T required(JsonNode json, String name, Class<T> type)
      throws JsonProcessingException {
    return Objects.requireNonNull(part(json, name, type), name);
  }

  private static <T> @Nullable T part(JsonNode json, String name, Class<T> type)
      throws JsonProcessingException {
    return json.has(name) ? JSON.treeToValue(json.get(name), type) : null;
  }
}
