package org.switchhook.soap;

import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import org.apache.ws.commons.schema.XmlSchemaAttribute;
import org.apache.ws.commons.schema.XmlSchemaAttributeGroup;
import org.apache.ws.commons.schema.XmlSchemaAttributeGroupRef;
import org.apache.ws.commons.schema.XmlSchemaUse;

/** A type's attributes as fields. */
final class AttributeFields {

  /** Groups of groups: a circle of them ends here. */
  private static final int DEEPEST = 32;

  private static final int MOST = 1000;

  private final SimpleTypes types;

  AttributeFields(SimpleTypes types) {
    this.types = types;
  }

  List<Field> of(List<?> attributes) {
    List<Field> fields = new ArrayList<>();
    collect(attributes, fields, 0);
    return fields;
  }

  private void collect(List<?> attributes, List<Field> fields, int depth) {
    if (depth > DEEPEST || fields.size() > MOST) {
      throw new IllegalArgumentException("it has more than " + MOST + " attributes");
    }
    for (Object one : attributes) {
      if (one instanceof XmlSchemaAttribute attribute) {
        if (attribute.getUse() != XmlSchemaUse.PROHIBITED) {
          fields.add(field(attribute));
        }
      } else if (one instanceof XmlSchemaAttributeGroupRef reference) {
        collect(declared(reference).getAttributes(), fields, depth + 1);
      } else if (one instanceof XmlSchemaAttributeGroup group) {
        collect(group.getAttributes(), fields, depth + 1);
      }
    }
  }

  private static XmlSchemaAttributeGroup declared(XmlSchemaAttributeGroupRef reference) {
    XmlSchemaAttributeGroup group = reference.getRef().getTarget();
    if (group == null) {
      throw new IllegalArgumentException(
          "no schema declares the attributeGroup " + reference.getTargetQName());
    }
    return group;
  }

  private Field field(XmlSchemaAttribute attribute) {
    XmlSchemaAttribute declared = attribute;
    if (attribute.isRef()) {
      declared = attribute.getRef().getTarget();
      if (declared == null) {
        throw new IllegalArgumentException(
            "no schema declares the attribute " + attribute.getTargetQName());
      }
    }
    QName name = attribute.getWireName();
    String preset =
        attribute.getFixedValue() == null ? attribute.getDefaultValue() : attribute.getFixedValue();
    return new Field(
        Field.ATTRIBUTE + name.getLocalPart(),
        name,
        types.of(declared.getSchemaType(), declared.getSchemaTypeName()),
        attribute.getUse() == XmlSchemaUse.REQUIRED ? 1 : 0,
        1,
        false,
        preset);
  }
}
