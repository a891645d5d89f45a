package org.switchhook.soap;

import java.util.stream.Stream;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * An element or an attribute that a value is given for.
 *
 * @param key the name that an administrator writes; an attribute's has an {@code @} before it
 * @param name as it stands on the wire
 * @param min how many there must be
 * @param max how many there may be
 * @param preset what it holds when nothing is given; written where it must be there
 */
record Field(
    String key,
    QName name,
    Type type,
    long min,
    long max,
    boolean nillable,
    @Nullable String preset)
    implements Particle {

  static final String ATTRIBUTE = "@";

  /** The text of an element that has attributes. */
  static final String TEXT = "#text";

  /** An element that must be there, once. */
  static Field element(QName name, Type type) {
    return new Field(name.getLocalPart(), name, type, 1, 1, false, null);
  }

  /** The same one, in a group that repeats or may be missing. */
  Field repeated(boolean optional, long times) {
    long most =
        max == 0 || times == 0 ? 0 : max > Long.MAX_VALUE / times ? Long.MAX_VALUE : max * times;
    return new Field(key, name, type, optional ? 0 : min, most, nillable, preset);
  }

  @Override
  public Stream<Field> fields() {
    return Stream.of(this);
  }

  @Override
  public boolean mayBeMissing() {
    return min == 0;
  }
}
