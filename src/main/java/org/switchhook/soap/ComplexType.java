package org.switchhook.soap;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A type with parts. It may hold itself, so it is known before its content is. */
final class ComplexType implements Type {

  private final String name;
  private @Nullable Content content;
  private @Nullable String trouble;

  ComplexType(String name) {
    this.name = name;
  }

  void become(Content known) {
    content = known;
  }

  /** It is built of what cannot be written, which matters to those alone who use it. */
  void cannotBeUsed(String reason) {
    trouble = reason;
  }

  boolean isUsable() {
    return trouble == null;
  }

  /**
   * What it holds.
   *
   * @throws IllegalArgumentException when it cannot be used
   */
  Content content() {
    if (trouble != null) {
      throw new IllegalArgumentException(name + " cannot be used: " + trouble);
    }
    return Objects.requireNonNull(content, "a type is used when all are read");
  }

  @Override
  public String name() {
    return name;
  }
}
