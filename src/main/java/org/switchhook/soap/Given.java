package org.switchhook.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was given for one field: a value for all of it, values for its parts, or nothing. */
final class Given {

  private @Nullable JsonNode whole;
  private final Map<String, JsonNode> parts = new LinkedHashMap<>();

  static Given of(JsonNode value) {
    Given given = new Given();
    given.whole = value;
    return given;
  }

  /** Says whether that part, or the whole, was not given before. */
  boolean add(@Nullable String part, JsonNode value) {
    if (part != null) {
      return parts.putIfAbsent(part, value) == null;
    }
    boolean first = whole == null;
    whole = value;
    return first;
  }

  /**
   * There is no value for the field: nothing, null, or an empty text where that is no number and no
   * date, and one may be missing.
   */
  boolean lacks(Field field) {
    if (!parts.isEmpty()) {
      return false;
    }
    if (whole == null || whole.isNull()) {
      return true;
    }
    return whole.isTextual()
        && whole.textValue().isBlank()
        && (field.min() == 0 || field.nillable())
        && field.type() instanceof SimpleType type
        && !type.mayBeEmpty();
  }

  /** It is there, and what it is becomes known only later. */
  boolean isUnknown() {
    return whole != null && whole.isMissingNode();
  }

  /** Several values for a field that takes several; a type that is a list takes them as one. */
  boolean isList(Field field) {
    return whole != null
        && whole.isArray()
        && !(field.type() instanceof ListType && field.max() == 1);
  }

  /** The values of a list. */
  Iterable<JsonNode> values(Place place, Field field) {
    if (whole == null || field.max() <= 1 || !parts.isEmpty()) {
      throw place.wrong(field, "takes one value, not a list");
    }
    if (whole.size() < field.min()) {
      throw place.wrong(field, "needs at least " + field.min() + " values");
    }
    if (whole.size() > field.max()) {
      throw place.wrong(field, "takes at most " + field.max() + " values");
    }
    return whole;
  }

  /** The value as its type has it; nothing while it is unknown. */
  String text(Place place, Field field) {
    if (isUnknown()) {
      return "";
    }
    if (!parts.isEmpty() || whole == null) {
      throw place.wrong(field, "has no parts");
    }
    try {
      return ((SimpleType) field.type()).text(whole);
    } catch (IllegalArgumentException e) {
      throw place.wrong(field, String.valueOf(e.getMessage()));
    }
  }

  /** The type of XML Schema that the value has by itself. */
  String kind() {
    if (whole != null && whole.isBoolean()) {
      return "boolean";
    }
    return whole != null && whole.isNumber() ? "decimal" : "string";
  }

  /** The values of its parts, from dotted names and from an object. */
  Map<String, JsonNode> parts(Place place, Content content) {
    Map<String, JsonNode> all = new LinkedHashMap<>(parts);
    if (whole == null || whole.isNull()) {
      return all;
    }
    if (whole.isObject()) {
      whole.properties().forEach(part -> put(all, part.getKey(), part.getValue(), place));
    } else if (content.text() != null) {
      put(all, Field.TEXT, whole, place);
    } else {
      throw place.wrong("has parts; " + content.those());
    }
    return all;
  }

  private static void put(Map<String, JsonNode> all, String name, JsonNode value, Place place) {
    if (all.putIfAbsent(name, value) != null) {
      throw place.wrong("has " + Words.quoted(name) + " given twice");
    }
  }
}
