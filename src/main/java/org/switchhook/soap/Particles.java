package org.switchhook.soap;

import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import org.apache.ws.commons.schema.XmlSchemaAll;
import org.apache.ws.commons.schema.XmlSchemaAny;
import org.apache.ws.commons.schema.XmlSchemaChoice;
import org.apache.ws.commons.schema.XmlSchemaCollection;
import org.apache.ws.commons.schema.XmlSchemaElement;
import org.apache.ws.commons.schema.XmlSchemaGroup;
import org.apache.ws.commons.schema.XmlSchemaGroupParticle;
import org.apache.ws.commons.schema.XmlSchemaGroupRef;
import org.apache.ws.commons.schema.XmlSchemaParticle;
import org.apache.ws.commons.schema.XmlSchemaSequence;
import org.jspecify.annotations.Nullable;

/** A schema's sequences, choices and elements as ours. */
final class Particles {

  /** Groups of groups: a circle of them ends here. */
  private static final int DEEPEST = 32;

  /** A message of more could be no one's: groups that name others twice double it each time. */
  private static final int MOST_ELEMENTS = 10_000;

  private final XmlSchemaCollection schemas;
  private final Types types;
  private int elements;

  Particles(XmlSchemaCollection schemas, Types types) {
    this.schemas = schemas;
    this.types = types;
  }

  /** What a type's particle holds; empty when it has none. */
  Group of(@Nullable XmlSchemaParticle particle) {
    if (particle == null) {
      return Group.EMPTY;
    }
    return Group.sequence(converted(particle, 0));
  }

  /** One, or none where there is nothing that a value can be given for. */
  private List<Particle> converted(XmlSchemaParticle particle, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("its groups are nested deeper than " + DEEPEST);
    }
    if (particle instanceof XmlSchemaElement element) {
      return List.of(field(element));
    }
    if (particle instanceof XmlSchemaAny any) {
      if (any.getMinOccurs() > 0) {
        throw new IllegalArgumentException("it needs an element of any name");
      }
      return List.of();
    }
    XmlSchemaGroupParticle group =
        particle instanceof XmlSchemaGroupRef reference
            ? declared(reference)
            : (XmlSchemaGroupParticle) particle;
    return List.of(group(group, particle.getMinOccurs(), particle.getMaxOccurs(), depth));
  }

  private XmlSchemaGroupParticle declared(XmlSchemaGroupRef reference) {
    if (reference.getParticle() != null) {
      return reference.getParticle();
    }
    XmlSchemaGroup group = schemas.getGroupByQName(reference.getRefName());
    if (group == null || group.getParticle() == null) {
      throw new IllegalArgumentException("no schema declares the group " + reference.getRefName());
    }
    return group.getParticle();
  }

  private Group group(XmlSchemaGroupParticle group, long min, long max, int depth) {
    List<Particle> particles = new ArrayList<>();
    for (Object item : items(group)) {
      if (item instanceof XmlSchemaParticle particle) {
        particles.addAll(converted(particle, depth + 1));
      }
    }
    boolean choice = group instanceof XmlSchemaChoice;
    if (max > 1 && (choice || particles.size() == 1)) {
      // Each round takes another one, so all of them may be there, and several times.
      return new Group(repeated(particles, choice || min == 0, max), false, min == 0);
    }
    return new Group(List.copyOf(particles), choice, min == 0);
  }

  private static List<Particle> repeated(List<Particle> particles, boolean optional, long max) {
    List<Particle> repeated = new ArrayList<>();
    for (Particle particle : particles) {
      repeated.add(
          particle instanceof Field field
              ? field.repeated(optional, max)
              : ((Group) particle).optional(optional));
    }
    return repeated;
  }

  private static List<?> items(XmlSchemaGroupParticle group) {
    if (group instanceof XmlSchemaSequence sequence) {
      return sequence.getItems();
    }
    return group instanceof XmlSchemaChoice choice
        ? choice.getItems()
        : ((XmlSchemaAll) group).getItems();
  }

  private Field field(XmlSchemaElement element) {
    if (++elements > MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          "the message has more than " + MOST_ELEMENTS + " elements");
    }
    XmlSchemaElement declared = element;
    if (element.isRef()) {
      declared = element.getRef().getTarget();
      if (declared == null) {
        throw new IllegalArgumentException(
            "no schema declares the element " + element.getTargetQName());
      }
    }
    QName name = element.getWireName();
    String preset =
        declared.getFixedValue() == null ? declared.getDefaultValue() : declared.getFixedValue();
    return new Field(
        name.getLocalPart(),
        name,
        types.of(declared),
        element.getMinOccurs(),
        element.getMaxOccurs(),
        declared.isNillable(),
        preset);
  }
}
