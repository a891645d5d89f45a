package org.switchhook.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The values given for the parts of one element, by the parts; a part takes its own once. */
final class Members {

  private final Map<String, Given> given = new LinkedHashMap<>();

  /**
   * Finds the part of each name.
   *
   * @param path of the element, for messages
   * @throws IllegalArgumentException when there is no such part, or it is given twice
   */
  Members(Content content, Map<String, JsonNode> values, String path) {
    values.forEach((name, value) -> add(content, name, value, path));
  }

  private void add(Content content, String name, JsonNode value, String path) {
    Content.Found found = content.find(name);
    if (found == null) {
      throw new IllegalArgumentException(
          (path.isEmpty() ? "there is no parameter " : path + " has no ")
              + Words.quoted(name)
              + "; "
              + content.those());
    }
    Given field = given.computeIfAbsent(found.field().key(), key -> new Given());
    if (!field.add(found.rest(), value)) {
      throw new IllegalArgumentException(Words.quoted(name) + " is given twice");
    }
  }

  Given take(Field field) {
    Given taken = given.remove(field.key());
    return taken == null ? new Given() : taken;
  }

  boolean has(Particle particle) {
    return particle.fields().anyMatch(field -> given.containsKey(field.key()));
  }

  /** All that is given of the first stands in the second too. */
  boolean covers(Group all, Particle one) {
    Stream<Field> wanted = all.fields().filter(field -> given.containsKey(field.key()));
    return wanted.allMatch(field -> one.fields().anyMatch(own -> own.key().equals(field.key())));
  }
}
