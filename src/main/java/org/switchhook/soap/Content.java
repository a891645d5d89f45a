package org.switchhook.soap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a complex type holds. */
final class Content {

  private static final int MOST_NAMES = 50;

  /** Names of schemas are shorter. */
  private static final int LONGEST_NAME = 1000;

  /**
   * A part that a dotted name leads to.
   *
   * @param rest what of the name is left for the part itself; absent when it is the part that is
   *     meant
   */
  record Found(Field field, @Nullable String rest) {}

  private final List<Field> attributes;
  private final @Nullable Field text;
  private final Group elements;
  private final Map<String, Field> byKey = new LinkedHashMap<>();

  Content(List<Field> attributes, @Nullable Field text, Group elements) {
    this.attributes = List.copyOf(attributes);
    this.text = text;
    this.elements = elements;
    fields().forEach(field -> byKey.putIfAbsent(field.key(), field));
  }

  /** These elements, each of them. */
  static Content of(List<Field> elements) {
    return new Content(List.of(), null, Group.sequence(elements));
  }

  List<Field> attributes() {
    return attributes;
  }

  /** Of an element that holds text and no elements. */
  @Nullable Field text() {
    return text;
  }

  Group elements() {
    return elements;
  }

  Stream<Field> fields() {
    return Stream.of(elements.fields(), Stream.ofNullable(text), attributes.stream())
        .flatMap(fields -> fields);
  }

  /** The longest name wins: names of XML may have dots too. */
  @Nullable Found find(String name) {
    if (name.length() > LONGEST_NAME) {
      return null;
    }
    for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
      Field field = byKey.get(name.substring(0, end));
      if (field != null) {
        return new Found(field, end == name.length() ? null : name.substring(end + 1));
      }
    }
    return null;
  }

  /** For messages: "it takes a, b". */
  String those() {
    if (byKey.isEmpty()) {
      return "it takes none";
    }
    String more = byKey.size() > MOST_NAMES ? ", …" : "";
    return byKey.keySet().stream()
        .limit(MOST_NAMES)
        .collect(Collectors.joining(", ", "it takes ", more));
  }
}
