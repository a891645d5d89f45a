package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Secret;

/** What placeholders stand for. The event is read when the first is asked for. */
public final class Values {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String AUTHENTICATIONS = "authentications";

  private final Supplier<JsonNode> event;
  private final Map<String, JsonNode> others = new HashMap<>();
  private @Nullable JsonNode read;

  private Values(Supplier<JsonNode> event, String name) {
    this.event = event;
    others.put("event", TextNode.valueOf(name));
  }

  /**
   * Those of an event.
   *
   * @param name by which the webhook asked for it: the value of {@code {event}}
   */
  public static Values of(JsonNode event, String name) {
    return new Values(() -> event, name);
  }

  /** The same, of its canonical JSON. */
  public static Values parse(String event, String name) {
    return new Values(() -> json(event), name);
  }

  /** These, and the secrets of {@code {authentications.NAME}}. */
  public Values withSecrets(Map<String, Secret> secrets) {
    if (secrets.isEmpty()) {
      return this;
    }
    ObjectNode revealed = JSON.createObjectNode();
    secrets.forEach((name, secret) -> revealed.put(name, secret.reveal()));
    return with(AUTHENTICATIONS, revealed);
  }

  /** These and others, under a first name of theirs. */
  public Values with(String name, JsonNode values) {
    Values all = new Values(this::event, "");
    all.others.putAll(others);
    all.others.put(name, values);
    return all;
  }

  /** The text at a path; absent where the event has none. */
  public @Nullable String text(String path) {
    JsonNode value = find(new Placeholder(path, null));
    return value == null ? null : value.asText();
  }

  /** The value, its fallback, or nothing. */
  @Nullable JsonNode find(Placeholder placeholder) {
    JsonNode value = find(placeholder.path().split("\\."));
    if (value == null || value.isMissingNode() || value.isNull()) {
      return placeholder.fallback() == null ? null : TextNode.valueOf(placeholder.fallback());
    }
    return value;
  }

  JsonNode require(Placeholder placeholder) {
    JsonNode value = find(placeholder);
    if (value == null) {
      throw new NoValueException(
          "%s has no value in this event; write {%s|...} with what to send then"
              .formatted(placeholder, placeholder.path()));
    }
    return value;
  }

  private @Nullable JsonNode find(String... names) {
    JsonNode value = others.get(names[0]);
    if (value != null && names[0].equals(AUTHENTICATIONS)) {
      // The name of a credential may have a dot.
      return value.path(String.join(".", List.of(names).subList(1, names.length)));
    }
    if (value != null) {
      return descend(value, names, 1);
    }
    return names[0].equals("contact") ? contact(names) : descend(event(), names, 0);
  }

  private static JsonNode descend(JsonNode from, String[] names, int first) {
    JsonNode value = from;
    for (int i = first; i < names.length; i++) {
      value = value.isArray() ? item(value, names[i]) : value.path(names[i]);
    }
    return value;
  }

  private static JsonNode item(JsonNode array, String number) {
    return array.path(number.matches("[0-9]{1,4}") ? Integer.parseInt(number) : -1);
  }

  /** Sinch's names: the conversation, and its party outside of the house. */
  private @Nullable JsonNode contact(String... names) {
    JsonNode call = event().path("call");
    boolean outbound = call.path("direction").asText().equals("outbound");
    JsonNode party = call.path(outbound ? "to" : "from");
    return switch (names.length == 2 ? names[1] : "") {
      case "id" -> call.path("id");
      case "phone" -> party.path("number");
      case "name" -> party.path("name");
      case "duration" -> seconds(event().path("durationMs"));
      default -> null;
    };
  }

  private static @Nullable JsonNode seconds(JsonNode ms) {
    return ms.isNumber() ? LongNode.valueOf(Math.round(ms.asLong() / 1000.0)) : null;
  }

  private JsonNode event() {
    JsonNode known = read;
    if (known == null) {
      known = event.get();
      read = known;
    }
    return known;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException("the event's body is no JSON", e);
    }
  }
}
