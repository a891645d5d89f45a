package org.switchhook.soap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A value that an operation takes.
 *
 * @param name dotted where it is within another element
 * @param type for people, e.g. {@code xs:int}
 * @param required where the element that it is in is there
 * @param repeated it may be a list
 */
public record Parameter(String name, String type, boolean required, boolean repeated) {

  /** For people to read. */
  private static final int MOST = 200;

  static List<Parameter> all(Content content) {
    List<Parameter> all = new ArrayList<>();
    collect("", content, new ArrayDeque<>(), all);
    return List.copyOf(all);
  }

  private static void collect(
      String prefix, Content content, Deque<Type> within, List<Parameter> all) {
    content
        .fields()
        .takeWhile(field -> all.size() < MOST)
        .forEach(field -> collect(prefix + field.key(), field, within, all));
  }

  private static void collect(String name, Field field, Deque<Type> within, List<Parameter> all) {
    if (field.type() instanceof ComplexType type && type.isUsable() && !within.contains(type)) {
      within.push(type);
      collect(name + ".", type.content(), within, all);
      within.pop();
    } else {
      all.add(new Parameter(name, field.type().name(), field.min() > 0, field.max() > 1));
    }
  }
}
