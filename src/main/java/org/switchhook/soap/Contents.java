package org.switchhook.soap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.apache.ws.commons.schema.XmlSchemaAttributeOrGroupRef;
import org.apache.ws.commons.schema.XmlSchemaCollection;
import org.apache.ws.commons.schema.XmlSchemaComplexContentExtension;
import org.apache.ws.commons.schema.XmlSchemaComplexContentRestriction;
import org.apache.ws.commons.schema.XmlSchemaComplexType;
import org.apache.ws.commons.schema.XmlSchemaContent;
import org.apache.ws.commons.schema.XmlSchemaSimpleContentExtension;
import org.apache.ws.commons.schema.XmlSchemaSimpleContentRestriction;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.jspecify.annotations.Nullable;

/** What complex types hold, with what they take over from those that they are derived from. */
final class Contents {

  /** Types of types: a circle of them ends here. */
  private static final int DEEPEST = 32;

  private static final Content NONE = new Content(List.of(), null, Group.EMPTY);

  private final XmlSchemaCollection schemas;
  private final SimpleTypes simple;
  private final Particles particles;
  private final AttributeFields attributes;

  Contents(XmlSchemaCollection schemas, Types types, SimpleTypes simple) {
    this.schemas = schemas;
    this.simple = simple;
    this.particles = new Particles(schemas, types);
    this.attributes = new AttributeFields(simple);
  }

  /**
   * Of the type.
   *
   * @throws IllegalArgumentException when it is built of what cannot be written
   */
  Content of(XmlSchemaComplexType type) {
    return of(type, 0);
  }

  private Content of(XmlSchemaComplexType type, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("it is derived over more than " + DEEPEST + " others");
    }
    XmlSchemaContent content =
        type.getContentModel() == null ? null : type.getContentModel().getContent();
    if (content != null) {
      return derived(content, depth);
    }
    Field text = type.isMixed() ? text(simple.of(null, null)) : null;
    return new Content(attributes.of(type.getAttributes()), text, particles.of(type.getParticle()));
  }

  private Content derived(XmlSchemaContent content, int depth) {
    if (content instanceof XmlSchemaComplexContentExtension more) {
      Content base = base(more.getBaseTypeName(), depth);
      Group own = particles.of(more.getParticle());
      return new Content(
          merged(base, more.getAttributes()),
          base.text(),
          Group.sequence(List.of(base.elements(), own)));
    }
    if (content instanceof XmlSchemaComplexContentRestriction fewer) {
      Content base = base(fewer.getBaseTypeName(), depth);
      return new Content(
          merged(base, fewer.getAttributes()), base.text(), particles.of(fewer.getParticle()));
    }
    if (content instanceof XmlSchemaSimpleContentExtension more) {
      Content base = base(more.getBaseTypeName(), depth);
      return new Content(merged(base, more.getAttributes()), base.text(), Group.EMPTY);
    }
    return fewerTexts((XmlSchemaSimpleContentRestriction) content, depth);
  }

  private Content fewerTexts(XmlSchemaSimpleContentRestriction fewer, int depth) {
    Content base = base(fewer.getBaseTypeName(), depth);
    SimpleType of =
        fewer.getBaseType() != null || base.text() == null
            ? simple.of(fewer.getBaseType(), null)
            : (SimpleType) base.text().type();
    Field text = text(SimpleTypes.restricted(of, fewer.getFacets(), of.name()));
    return new Content(merged(base, fewer.getAttributes()), text, Group.EMPTY);
  }

  private Content base(@Nullable QName name, int depth) {
    if (name == null || Types.isAny(name)) {
      return NONE;
    }
    if (Schemas.SOAP_ENCODING.equals(name.getNamespaceURI())) {
      throw new IllegalArgumentException("it is of SOAP's encoding");
    }
    XmlSchemaType base = BuiltInType.isBuiltIn(name) ? null : schemas.getTypeByQName(name);
    return base instanceof XmlSchemaComplexType complex
        ? of(complex, depth + 1)
        : new Content(List.of(), text(simple.named(name)), Group.EMPTY);
  }

  /** One of the same name takes the place of the base's. */
  private List<Field> merged(Content base, List<XmlSchemaAttributeOrGroupRef> own) {
    Map<QName, Field> all = new LinkedHashMap<>();
    base.attributes().forEach(field -> all.put(field.name(), field));
    attributes.of(own).forEach(field -> all.put(field.name(), field));
    return new ArrayList<>(all.values());
  }

  private static Field text(SimpleType type) {
    return Field.element(new QName(Field.TEXT), type);
  }
}
