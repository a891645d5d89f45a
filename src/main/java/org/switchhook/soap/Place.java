package org.switchhook.soap;

import org.w3c.dom.Element;

/**
 * An element that is being written.
 *
 * @param path its dotted name, for messages; empty for that of the parameters
 */
record Place(Element element, String path, int depth) {

  /** A type may hold itself, and so may a value. */
  private static final int DEEPEST = 64;

  static Place of(Element element) {
    return new Place(element, "", 0);
  }

  Place child(Elements elements, Field field) {
    if (depth == DEEPEST) {
      throw wrong("has values that are nested deeper than " + DEEPEST);
    }
    return new Place(elements.append(element, field.name()), path(field), depth + 1);
  }

  String path(Field field) {
    return path.isEmpty() ? field.key() : path + "." + field.key();
  }

  /** What is wrong with a field of it. */
  IllegalArgumentException wrong(Field field, String reason) {
    return new IllegalArgumentException(path(field) + " " + reason);
  }

  IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException(path.isEmpty() ? reason : path + " " + reason);
  }
}
