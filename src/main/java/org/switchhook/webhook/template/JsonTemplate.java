package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** JSON in whose texts placeholders stand; one that is a whole text keeps the value's type. */
public final class JsonTemplate implements BodyTemplate {

  private static final String JSON = "application/json";

  private final List<Template> templates = new ArrayList<>();
  private final Function<Values, JsonNode> root;

  private JsonTemplate(JsonNode json) {
    this.root = compile(json);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when a brace in one of its texts begins no placeholder
   */
  public static JsonTemplate of(JsonNode json) {
    return new JsonTemplate(json);
  }

  private Function<Values, JsonNode> compile(JsonNode json) {
    if (json.isTextual()) {
      Template template = Template.of(json.asText());
      templates.add(template);
      return template::json;
    }
    if (json.isObject()) {
      return object(json);
    }
    return json.isArray() ? array(json) : values -> json;
  }

  private Function<Values, JsonNode> object(JsonNode json) {
    Map<String, Function<Values, JsonNode>> fields = new LinkedHashMap<>();
    json.properties().forEach(field -> fields.put(field.getKey(), compile(field.getValue())));
    return values -> {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      fields.forEach((name, field) -> object.set(name, field.apply(values)));
      return object;
    };
  }

  private Function<Values, JsonNode> array(JsonNode json) {
    List<Function<Values, JsonNode>> items = new ArrayList<>();
    json.forEach(item -> items.add(compile(item)));
    return values -> {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> array.add(item.apply(values)));
      return array;
    };
  }

  /** As a tree. */
  public JsonNode tree(Values values) {
    return root.apply(values);
  }

  @Override
  public String contentType() {
    return JSON;
  }

  @Override
  public Stream<Placeholder> placeholders() {
    return templates.stream().flatMap(Template::placeholders);
  }

  @Override
  public String render(Values values) {
    return Limit.text(tree(values));
  }
}
