package org.switchhook.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentDetail;
import org.switchhook.event.AgentRef;
import org.switchhook.event.AskDetail;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallRef;
import org.switchhook.event.CustomDetail;
import org.switchhook.event.Detail;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.Origin;
import org.switchhook.event.Subject;

/** Reads the canonical JSON of an event, as a receiver may. */
public final class EventReader {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          // The fields of the type stand among those of the envelope.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final Map<String, Class<? extends Detail>> DETAILS =
      Map.of("call", CallDetail.class, "agent", AgentDetail.class, "bridge", BridgeDetail.class);

  private EventReader() {}

  /**
   * The event, whatever else the JSON says.
   *
   * @throws IllegalArgumentException when it is none, saying what is missing
   */
  public static Event read(JsonNode json) {
    try {
      return event(json);
    } catch (JsonProcessingException | DateTimeException | NullPointerException e) {
      throw new IllegalArgumentException("this is no event: " + reason(e), e);
    }
  }

  /**
   * The same of a text.
   *
   * @throws IllegalArgumentException when it is no event, or no JSON
   */
  static Event read(String json) {
    try {
      return read(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this is no event: " + reason(e), e);
    }
  }

  private static String reason(Exception e) {
    return e instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : String.valueOf(e.getMessage());
  }

  private static Event event(JsonNode json) throws JsonProcessingException {
    EventType type = type(json.path("type").asText());
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
        detail(type, json));
  }

  private static EventType type(String name) {
    return Stream.of(EventType.values())
        .filter(type -> type.wireName().equals(name.replaceFirst("^custom\\..+", "custom.*")))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("this is no event: type is unknown"));
  }

  private static Detail detail(EventType type, JsonNode json) throws JsonProcessingException {
    return switch (type) {
      case ASK -> JSON.treeToValue(json, AskDetail.class);
      case CUSTOM ->
          new CustomDetail(
              json.path("type").asText().replaceFirst("custom\\.", ""),
              JSON.convertValue(json.path("data"), new TypeReference<>() {}));
      default -> JSON.treeToValue(json, detail(type));
    };
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
    Class<? extends Detail> group =
        Objects.requireNonNull(DETAILS.get(words[0]), "a type that is known");
    String name = type.wireName().substring(words[0].length() + 1).replace("_", "");
    return Stream.of(group.getPermittedSubclasses())
        .filter(record -> record.getSimpleName().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no shape of " + type.wireName()))
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
