package org.switchhook.soap;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import javax.xml.namespace.QName;
import org.apache.ws.commons.schema.XmlSchemaCollection;
import org.apache.ws.commons.schema.XmlSchemaComplexType;
import org.apache.ws.commons.schema.XmlSchemaElement;
import org.apache.ws.commons.schema.XmlSchemaSimpleType;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.jspecify.annotations.Nullable;

/**
 * The types that one message needs. What cannot be written becomes an {@link UnsupportedType}, so
 * that it matters to those alone who use it.
 */
final class Types {

  /** The type of what may be of any type. */
  static final String ANY = "xs:anyType";

  /** A complex type whose content is still to be read. */
  private record Waiting(XmlSchemaComplexType schemaType, ComplexType type) {}

  private final XmlSchemaCollection schemas;
  private final SimpleTypes simple;
  private final IdentityHashMap<XmlSchemaComplexType, Type> complex = new IdentityHashMap<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  Types(XmlSchemaCollection schemas) {
    this.schemas = schemas;
    this.simple = new SimpleTypes(schemas);
  }

  /**
   * Reads the contents of all types that were asked for, one after the other: types hold types, far
   * deeper than a stack is.
   */
  void complete() {
    Contents contents = new Contents(schemas, this, simple);
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      try {
        next.type().become(contents.of(next.schemaType()));
      } catch (IllegalArgumentException e) {
        next.type().cannotBeUsed(String.valueOf(e.getMessage()));
      }
    }
  }

  /** An element that is declared at the top of a schema. */
  Field global(QName element) {
    XmlSchemaElement declared = schemas.getElementByQName(element);
    if (declared == null) {
      throw new IllegalArgumentException("no schema declares the element " + element);
    }
    String key = element.getLocalPart();
    return new Field(key, element, of(declared), 1, 1, declared.isNillable(), null);
  }

  /** What an element holds. */
  Type of(XmlSchemaElement element) {
    if (element.isAbstract()) {
      return new UnsupportedType(String.valueOf(element.getName()), "is abstract");
    }
    if (element.getSchemaType() != null) {
      return of(element.getSchemaType());
    }
    QName name = element.getSchemaTypeName();
    return name == null ? any() : named(name);
  }

  /** The type of that name. */
  Type named(QName name) {
    if (BuiltInType.isBuiltIn(name)) {
      return isAny(name) ? any() : simple(null, name);
    }
    if (Schemas.SOAP_ENCODING.equals(name.getNamespaceURI())) {
      return new UnsupportedType(name.getLocalPart(), "is of SOAP's encoding");
    }
    XmlSchemaType type = schemas.getTypeByQName(name);
    return type == null
        ? new UnsupportedType(name.toString(), "is declared in no schema")
        : of(type);
  }

  private Type of(XmlSchemaType type) {
    if (type.getQName() != null && BuiltInType.isBuiltIn(type.getQName())) {
      return named(type.getQName());
    }
    if (type instanceof XmlSchemaSimpleType restricted) {
      return simple(restricted, null);
    }
    if (type instanceof XmlSchemaComplexType composed) {
      return complex.computeIfAbsent(composed, this::complex);
    }
    return new UnsupportedType(String.valueOf(type.getName()), "is of no known kind");
  }

  private Type simple(@Nullable XmlSchemaSimpleType type, @Nullable QName name) {
    try {
      return simple.of(type, name);
    } catch (IllegalArgumentException e) {
      String shown = name == null ? "its type" : name.getLocalPart();
      return new UnsupportedType(shown, "cannot be used: " + e.getMessage());
    }
  }

  private Type complex(XmlSchemaComplexType type) {
    String name = type.getName() == null ? "its type" : type.getName();
    if (type.isAbstract()) {
      return new UnsupportedType(name, "is abstract");
    }
    ComplexType known = new ComplexType(name);
    waiting.add(new Waiting(type, known));
    return known;
  }

  static boolean isAny(QName name) {
    return BuiltInType.isBuiltIn(name) && ANY.endsWith(":" + name.getLocalPart());
  }

  /** Any text; the writer says of which type it is. */
  private static Type any() {
    BuiltInType text = Objects.requireNonNull(BuiltInType.of("anySimpleType"));
    return new AtomicType(ANY, text, List.of());
  }
}
