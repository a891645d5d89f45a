package org.switchhook.asterisk.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The one JSON object of a text, as its names and values. */
final class CelExtra {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CelExtra() {}

  /** Its names in lower case; empty where it is none: a column may be too short for all of it. */
  static Map<String, String> of(String text) {
    try {
      JsonNode object = JSON.readTree(text);
      Map<String, String> values = new HashMap<>();
      object.properties().forEach(e -> values.put(lower(e.getKey()), text(e.getValue())));
      return values;
    } catch (JsonProcessingException e) {
      return Map.of();
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
  }
}
