package org.switchhook.webhook.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The fields that events of some types can have, from their published JSON Schemas. */
public final class Fields {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, Set<String>> BY_TYPE = new ConcurrentHashMap<>();
  private static final Map<String, JsonNode> FILES = new ConcurrentHashMap<>();

  /** Attached by people: any name may be in them. */
  private static final Set<String> OPEN = Set.of("data", "agi");

  private static final String ITEM = "0";

  private final Set<String> paths = new TreeSet<>();

  private Fields() {
    paths.addAll(
        Set.of("event", "contact.id", "contact.phone", "contact.name", "contact.duration"));
  }

  /** Those of any of these types. */
  public static Fields of(Collection<String> types) {
    Fields fields = new Fields();
    types.forEach(type -> fields.paths.addAll(BY_TYPE.computeIfAbsent(type, Fields::read)));
    return fields;
  }

  /**
   * Whether an event may have all that a text asks for.
   *
   * @throws IllegalArgumentException when none can, or it is a secret
   */
  public void check(Template template) {
    template.placeholders().forEach(this::check);
  }

  /**
   * Whether an event may have it.
   *
   * @throws IllegalArgumentException when none can, saying what there is near it
   */
  void check(Placeholder placeholder) {
    String path = placeholder.path().replaceAll("\\.[0-9]{1,4}(?=\\.|$)", "." + ITEM);
    if (!paths.contains(path) && !isOpen(path)) {
      throw new IllegalArgumentException(
          "%s is no field of the events that this row asks for; there are %s"
              .formatted(placeholder, near(path)));
    }
  }

  private boolean isOpen(String path) {
    return paths.stream()
        .filter(known -> OPEN.contains(known.substring(known.lastIndexOf('.') + 1)))
        .anyMatch(known -> path.startsWith(known + "."));
  }

  /** Those beside it; where there are none, those beside what it would stand in. */
  private String near(String path) {
    String prefix = path.substring(0, path.lastIndexOf('.') + 1);
    while (paths.stream().noneMatch(beside(prefix))) {
      prefix = prefix.replaceFirst("[^.]*\\.$", "");
    }
    int start = prefix.length();
    return paths.stream()
        .filter(beside(prefix))
        .map(one -> one.substring(0, start) + one.substring(start).replaceFirst("\\..*", ""))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static Predicate<String> beside(String prefix) {
    return path -> path.startsWith(prefix);
  }

  private static Set<String> read(String type) {
    Set<String> paths = new TreeSet<>();
    String file = (type.startsWith("custom.") ? "custom" : type) + ".json";
    collect(file(file), file, "", paths);
    return paths;
  }

  private static void collect(JsonNode schema, String file, String prefix, Set<String> paths) {
    String reference = schema.path("$ref").asText();
    if (!reference.isEmpty()) {
      String other = reference.startsWith("#") ? file : reference.replaceFirst("#.*", "");
      String pointer = reference.replaceFirst("[^#]*#?", "");
      collect(file(other).at(pointer), other, prefix, paths);
    }
    for (String several : new String[] {"allOf", "anyOf", "oneOf"}) {
      schema.path(several).forEach(one -> collect(one, file, prefix, paths));
    }
    schema
        .path("properties")
        .properties()
        .forEach(one -> collectField(one.getValue(), file, prefix + one.getKey(), paths));
    if (schema.has("items")) {
      collectField(schema.path("items"), file, prefix + ITEM, paths);
    }
  }

  private static void collectField(JsonNode schema, String file, String path, Set<String> paths) {
    paths.add(path);
    collect(schema, file, path + ".", paths);
  }

  private static JsonNode file(String name) {
    return FILES.computeIfAbsent(name, Fields::load);
  }

  private static JsonNode load(String name) {
    try (InputStream in = Fields.class.getResourceAsStream("/schemas/" + name)) {
      if (in == null) {
        throw new IllegalStateException("there is no schema " + name);
      }
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
