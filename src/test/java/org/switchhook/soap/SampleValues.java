package org.switchhook.soap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** A value for each parameter of an operation, whatever its types are. */
final class SampleValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("boolean", "true"),
          Map.entry("dateTime", "2026-11-22T10:00:00.5Z"),
          Map.entry("date", "2026-11-22"),
          Map.entry("time", "10:00:00"),
          Map.entry("gYear", "2026"),
          Map.entry("gYearMonth", "2026-11"),
          Map.entry("gMonth", "--11"),
          Map.entry("gMonthDay", "--11-22"),
          Map.entry("gDay", "---22"),
          Map.entry("duration", "P1DT2H"),
          Map.entry("hexBinary", "0aFF"),
          Map.entry("base64Binary", "AAEC"),
          Map.entry("negativeInteger", "-1"),
          Map.entry("nonPositiveInteger", "0"),
          Map.entry("float", "1.5"),
          Map.entry("double", "-1.5E3"),
          Map.entry("language", "en-GB"),
          Map.entry("QName", "name"));

  private static final int DEEP_ENOUGH = 4;

  private SampleValues() {}

  static Map<String, JsonNode> of(Content content) {
    Map<String, JsonNode> values = new TreeMap<>();
    object(content, 0).properties().forEach(e -> values.put(e.getKey(), e.getValue()));
    return values;
  }

  private static ObjectNode object(Content content, int depth) {
    ObjectNode object = JSON.objectNode();
    content.attributes().forEach(field -> object.set(field.key(), value(field, depth)));
    if (content.text() != null) {
      object.set(Field.TEXT, value(content.text(), depth));
    }
    fill(object, content.elements(), depth);
    return object;
  }

  private static void fill(ObjectNode object, Particle particle, int depth) {
    if (particle instanceof Field field) {
      if (field.max() > 0 && (field.min() > 0 || depth < DEEP_ENOUGH)) {
        object.set(field.key(), several(field, depth));
      }
      return;
    }
    Group group = (Group) particle;
    group.particles().stream()
        .limit(group.choice() ? 1 : Long.MAX_VALUE)
        .forEach(one -> fill(object, one, depth));
  }

  private static JsonNode several(Field field, int depth) {
    if (field.max() == 1) {
      return value(field, depth);
    }
    long count = Math.max(field.min(), Math.min(field.max(), 2));
    var list = JSON.arrayNode();
    for (long i = 0; i < count; i++) {
      list.add(value(field, depth));
    }
    return list;
  }

  private static JsonNode value(Field field, int depth) {
    if (field.preset() != null) {
      return JSON.textNode(field.preset());
    }
    return field.type() instanceof ComplexType complex
        ? object(complex.content(), depth + 1)
        : JSON.textNode(text((SimpleType) field.type()));
  }

  private static String text(SimpleType type) {
    if (type instanceof UnionType union) {
      return text(union.members().get(0));
    }
    if (type instanceof ListType list) {
      return text(list.item()) + " " + text(list.item());
    }
    AtomicType atomic = (AtomicType) type;
    String text = TEXTS.getOrDefault(atomic.base().name(), atomic.base().numeric() ? "1" : "abc");
    for (Facet facet : atomic.facets()) {
      text = fitting(text, facet);
    }
    return text;
  }

  private static String fitting(String text, Facet facet) {
    if (facet instanceof Facet.Enumeration one) {
      return one.values().get(0);
    }
    if (facet instanceof Facet.Length length) {
      String longer = text + "x".repeat(Math.max(0, length.min() - text.length()));
      return longer.substring(0, Math.min(longer.length(), length.max()));
    }
    if (facet instanceof Facet.Range range) {
      return switch (range.comparison()) {
        case ">", "<=" -> range.limit().toBigInteger().toString().replaceFirst("^0$", "1");
        default -> range.limit().toPlainString();
      };
    }
    return text;
  }
}
