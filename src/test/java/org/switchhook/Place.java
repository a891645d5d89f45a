package org.switchhook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A value within an event, and what the schemas say of it.
 *
 * @param schemas its own one first, then those that it refers to
 */
record Place(JsonPointer at, JsonNode value, List<Named> schemas) {

  /**
   * A part of the schemas.
   *
   * @param name of the type or of the definition, e.g. {@code call.ended} or {@code segment}; of
   *     what has no name of its own that of the property, e.g. {@code segment.talkMs}
   */
  record Named(String name, JsonNode schema) {

    boolean has(String property) {
      return schema.path("properties").has(property);
    }

    Named items() {
      return new Named(name + "[]", schema.path("items"));
    }

    Named of(String property) {
      return new Named(name + "." + property, schema.path("properties").path(property));
    }
  }

  /** All values of an event, itself the first. */
  static List<Place> in(String type, JsonNode event) {
    List<Place> places = new ArrayList<>();
    visit(List.of(file(type)), event, JsonPointer.empty(), places);
    return places;
  }

  /** What is said of it is called so, wherever it stands. */
  String name() {
    return schemas.get(0).name();
  }

  /** The properties that are there, each with the name of what it is a property of. */
  Set<String> told() {
    Set<String> told = new TreeSet<>();
    for (Named named : schemas) {
      value.fieldNames().forEachRemaining(field -> addIf(named.has(field), named.of(field), told));
    }
    return told;
  }

  /** The properties that have to be there. */
  Set<String> required() {
    Set<String> required = new TreeSet<>();
    schemas.forEach(s -> s.schema().path("required").forEach(one -> required.add(one.asText())));
    return required;
  }

  /** Whether a schema of it has that keyword. */
  boolean has(String keyword) {
    return schemas.stream().anyMatch(s -> s.schema().has(keyword));
  }

  /** Whether it is a definition of that name. */
  boolean is(String definition) {
    return schemas.stream().anyMatch(s -> s.name().equals(definition));
  }

  private static void addIf(boolean condition, Named named, Set<String> names) {
    if (condition) {
      names.add(named.name());
    }
  }

  private static void visit(
      List<Named> spoken, JsonNode value, JsonPointer at, List<Place> places) {
    List<Named> schemas = new ArrayList<>();
    spoken.forEach(one -> addAll(one, schemas));
    places.add(new Place(at, value, schemas));
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String name = field.getKey();
      List<Named> inner = schemas.stream().filter(s -> s.has(name)).map(s -> s.of(name)).toList();
      visit(inner, field.getValue(), at.appendProperty(name), places);
    }
    List<Named> items =
        schemas.stream().filter(s -> s.schema().has("items")).map(Named::items).toList();
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      visit(items, value.get(i), at.appendIndex(i), places);
    }
  }

  private static void addAll(Named one, List<Named> schemas) {
    schemas.add(one);
    if (one.schema().has("$ref")) {
      addAll(referred(one.schema().path("$ref").asText()), schemas);
    }
    one.schema().path("allOf").forEach(part -> addAll(new Named(one.name(), part), schemas));
  }

  private static Named referred(String reference) {
    String definition = reference.replaceAll(".*#/\\$defs/", "");
    return new Named(definition, file("common").schema().path("$defs").path(definition));
  }

  private static Named file(String name) {
    JsonNode schema = Schemas.files().get(name);
    if (schema == null) {
      throw new AssertionError("no schema " + name);
    }
    return new Named(name, schema);
  }
}
