package org.switchhook.soap;

import com.fasterxml.jackson.databind.JsonNode;

/** A type of text. */
sealed interface SimpleType extends Type permits AtomicType, ListType, UnionType {

  /**
   * A value as its text.
   *
   * @throws IllegalArgumentException when the type has no such value; does not repeat it
   */
  String text(JsonNode value);

  /** An empty text is one of its values, and not the lack of one. */
  default boolean mayBeEmpty() {
    return false;
  }
}
