package org.switchhook.soap;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes values into one message, in the order and with the names that its types have. A
 * MissingNode stands for a value that is known only later: it is there, and fits.
 */
final class MessageWriter {

  private static final int MOST_NAMES = 20;

  /** A schema of a few lines may ask for more than any memory holds. */
  private static final int MOST_MADE = 10_000;

  private final Elements elements;
  private int made;

  MessageWriter(Elements elements) {
    this.elements = elements;
  }

  /**
   * Writes the parts of an element.
   *
   * @throws IllegalArgumentException when one is missing, unknown or not of its type; names it
   */
  void write(Place place, Content content, Map<String, JsonNode> values) {
    Members members = new Members(content, values, place.path());
    for (Field attribute : content.attributes()) {
      attribute(place, attribute, members.take(attribute));
    }
    if (content.text() != null) {
      text(place, content.text(), members.take(content.text()));
    }
    particle(place, content.elements(), members);
  }

  private void attribute(Place place, Field field, Given given) {
    if (!given.lacks(field)) {
      elements.attribute(place.element(), field.name(), given.text(place, field));
    } else if (field.min() > 0) {
      if (field.preset() == null) {
        throw place.wrong(field, "is missing");
      }
      elements.attribute(place.element(), field.name(), field.preset());
    }
  }

  private void text(Place place, Field field, Given given) {
    if (!given.lacks(field)) {
      elements.text(place.element(), given.text(place, field));
    } else if (!((SimpleType) field.type()).mayBeEmpty()) {
      throw place.wrong("is missing");
    }
  }

  private void particle(Place place, Particle particle, Members members) {
    if (particle instanceof Field field) {
      field(place, field, members.take(field));
      return;
    }
    Group group = (Group) particle;
    if (group.choice()) {
      choice(place, group, members);
    } else if (!group.optional() || members.has(group)) {
      group.particles().forEach(one -> particle(place, one, members));
    }
  }

  private void choice(Place place, Group group, Members members) {
    if (!members.has(group)) {
      if (!group.mayBeMissing()) {
        throw place.wrong("needs one of " + keys(group));
      }
      return;
    }
    for (Particle one : group.particles()) {
      if (members.covers(group, one)) {
        particle(place, one, members);
        return;
      }
    }
    throw place.wrong("takes only one of " + keys(group));
  }

  private static String keys(Group group) {
    return group
        .fields()
        .map(Field::key)
        .distinct()
        .limit(MOST_NAMES)
        .collect(Collectors.joining(", "));
  }

  private void field(Place place, Field field, Given given) {
    if (given.lacks(field)) {
      absent(place, field);
    } else if (given.isList(field)) {
      given.values(place, field).forEach(value -> item(place, field, value));
    } else if (field.min() > 1 && !given.isUnknown()) {
      throw place.wrong(field, "needs a list of at least " + field.min() + " values");
    } else {
      one(place, field, given);
    }
  }

  private void item(Place place, Field field, JsonNode value) {
    if (!value.isNull()) {
      one(place, field, Given.of(value));
    } else if (field.nillable()) {
      elements.nil(place.child(elements, field).element());
    } else {
      throw place.wrong(field, "has no null in its list");
    }
  }

  private void one(Place place, Field field, Given given) {
    if (field.max() == 0) {
      throw place.wrong(field, "may not be given");
    }
    Place inner = place.child(elements, field);
    if (field.type() instanceof UnsupportedType type) {
      throw place.wrong(field, "cannot be given: " + type.name() + " " + type.reason());
    }
    if (field.type() instanceof ComplexType type) {
      Content content = type.content();
      if (!given.isUnknown()) {
        write(inner, content, given.parts(inner, content));
      }
      return;
    }
    elements.text(inner.element(), given.text(place, field));
    if (field.type().name().equals(Types.ANY)) {
      // Services that take anything ask what it is.
      elements.type(inner.element(), given.kind());
    }
  }

  private void absent(Place place, Field field) {
    if (field.min() == 0) {
      return;
    }
    if (field.preset() != null) {
      elements.text(place.child(elements, field).element(), field.preset());
    } else if (field.nillable()) {
      elements.nil(place.child(elements, field).element());
    } else if (field.type() instanceof ComplexType type && type.content().text() == null) {
      // It must be there, and what it holds may all be missing; else that is what is missing.
      if (++made > MOST_MADE) {
        throw place.wrong("takes more than " + MOST_MADE + " elements that nobody gives");
      }
      write(place.child(elements, field), type.content(), Map.of());
    } else {
      throw place.wrong(field, "is missing");
    }
  }
}
