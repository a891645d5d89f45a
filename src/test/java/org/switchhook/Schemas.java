package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.switchhook.event.Event;
import org.switchhook.webhook.EventJson;

/**
 * The published JSON Schemas, and whether what a test has made is as they say. Receivers are to
 * ignore what they do not know, so as published they allow more; here they do not, so that nothing
 * goes out that they do not tell of.
 */
public final class Schemas {

  /** Published, and not told by this version: types, fields and words. */
  private static final Set<String> AHEAD = Set.of();

  /** A base for the references between the files. Nothing is there. */
  private static final String BASE = "schemas:/";

  private static final Pattern ID = Pattern.compile("\\{\"id\":\"evt_[0-9a-f]{32}\"");

  private static final Map<String, ObjectNode> FILES = read(Path.of("docs/schemas"));
  private static final Map<String, Schema> PUBLISHED = compiled(UnaryOperator.identity());
  private static final Map<String, Schema> STRICT = compiled(Schemas::closed);

  /** The shapes of the many thousand events that tests make. */
  private static final Set<String> VALID = ConcurrentHashMap.newKeySet();

  private Schemas() {}

  /** Fails unless it is as the schema of its type says, and nothing more. */
  public static void assertValid(Event event) {
    assertValid(EventJson.text(event));
  }

  /** The same of JSON; it may be what uContact gets, too. */
  public static void assertValid(String json) {
    String shape = shape(json);
    if (!VALID.contains(shape)) {
      assertThat(faults(Posted.json(json))).as(json).isEmpty();
      VALID.add(shape);
    }
  }

  /**
   * The same for all that no schema tells apart: without the id, if it is one, and with one digit
   * for all, but for a number that is 0.
   */
  static String shape(String json) {
    Matcher id = ID.matcher(json);
    char[] shape = json.substring(id.lookingAt() ? id.end() : 0).toCharArray();
    for (int i = 2; i < shape.length; i++) {
      boolean zero = shape[i] == '0' && shape[i - 1] == ':' && shape[i - 2] == '"';
      if (shape[i] >= '0' && shape[i] <= '9' && !zero) {
        shape[i] = '1';
      }
    }
    return new String(shape);
  }

  /** What is wrong with an event, or with what uContact gets of it. */
  static List<String> faults(JsonNode json) {
    String name = json.path(json.has("type") ? "type" : "event").asText();
    Schema schema = STRICT.get(name.replaceAll("^custom\\..*", "custom"));
    return schema == null ? List.of("there is no schema for " + name) : faults(schema, json);
  }

  /** What is wrong with it for those who allow more. */
  static List<String> faultsAsPublished(String name, JsonNode json) {
    return faults(of(PUBLISHED, name), json);
  }

  private static List<String> faults(Schema schema, JsonNode json) {
    return schema.validate(json).stream().map(Object::toString).toList();
  }

  /** All of them by name; {@code common} is what they share, {@code event} any type. */
  static Map<String, ObjectNode> files() {
    return FILES;
  }

  /** One of them. */
  static JsonNode file(String name) {
    return of(FILES, name);
  }

  /** A part that they share. */
  static JsonNode definition(String name) {
    JsonNode definition = file("common").path("$defs").path(name);
    assertThat(definition.isObject()).as(name).isTrue();
    return definition;
  }

  static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Without what this version does not tell. */
  static Set<String> told(Collection<String> names) {
    return names.stream()
        .filter(name -> !isAhead(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static boolean isAhead(String name) {
    return AHEAD.stream().anyMatch(one -> name.equals(one) || name.startsWith(one + "."));
  }

  private static <T> T of(Map<String, T> all, String name) {
    T one = all.get(name);
    if (one == null) {
      throw new AssertionError("there is no schema " + name);
    }
    return one;
  }

  private static Map<String, ObjectNode> read(Path folder) {
    Map<String, ObjectNode> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        String name = file.getFileName().toString().replaceAll("\\.json$", "");
        files.put(name, (ObjectNode) Posted.json(Files.readString(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static Map<String, Schema> compiled(UnaryOperator<ObjectNode> change) {
    Map<String, String> texts = new HashMap<>();
    FILES.forEach((name, file) -> texts.put(location(name), change.apply(file).toString()));
    SchemaRegistry registry =
        SchemaRegistry.withDialect(Dialects.getDraft202012(), builder -> builder.schemas(texts));
    Map<String, Schema> schemas = new HashMap<>();
    FILES.keySet().forEach(n -> schemas.put(n, registry.getSchema(SchemaLocation.of(location(n)))));
    return schemas;
  }

  private static String location(String name) {
    return BASE + name + ".json";
  }

  /** An envelope is completed by each type; every other object has what it names and no more. */
  private static ObjectNode closed(ObjectNode file) {
    ObjectNode closed = file.deepCopy();
    close(closed);
    closed.path("$defs").properties().stream()
        .filter(definition -> !definition.getKey().matches("envelope|.*Envelope"))
        .forEach(definition -> close((ObjectNode) definition.getValue()));
    return closed;
  }

  private static void close(ObjectNode schema) {
    if (schema.has("properties")) {
      schema.put("unevaluatedProperties", false);
    }
  }
}
