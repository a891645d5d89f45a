package org.switchhook.soap;

import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import org.apache.ws.commons.schema.XmlSchemaCollection;
import org.apache.ws.commons.schema.XmlSchemaFacet;
import org.apache.ws.commons.schema.XmlSchemaSimpleType;
import org.apache.ws.commons.schema.XmlSchemaSimpleTypeContent;
import org.apache.ws.commons.schema.XmlSchemaSimpleTypeList;
import org.apache.ws.commons.schema.XmlSchemaSimpleTypeRestriction;
import org.apache.ws.commons.schema.XmlSchemaSimpleTypeUnion;
import org.apache.ws.commons.schema.XmlSchemaType;
import org.jspecify.annotations.Nullable;

/** A schema's simple types as ours. */
final class SimpleTypes {

  /** Types of types: a circle of them ends here. */
  private static final int DEEPEST = 32;

  private final XmlSchemaCollection schemas;

  SimpleTypes(XmlSchemaCollection schemas) {
    this.schemas = schemas;
  }

  /**
   * The type of that name.
   *
   * @throws IllegalArgumentException when there is none, or it is no simple one
   */
  SimpleType named(QName name) {
    return type(null, name, 0);
  }

  /** The type that stands there, else the one of that name, else any text. */
  SimpleType of(@Nullable XmlSchemaSimpleType type, @Nullable QName name) {
    return type(type, name, 0);
  }

  /** The same type with fewer values. */
  static SimpleType restricted(SimpleType base, List<XmlSchemaFacet> schemaFacets, String name) {
    if (!(base instanceof AtomicType atomic)) {
      return base;
    }
    List<Facet> facets = new ArrayList<>(atomic.facets());
    facets.addAll(Facets.of(schemaFacets));
    return new AtomicType(name, atomic.base(), facets);
  }

  private SimpleType type(@Nullable XmlSchemaSimpleType inline, @Nullable QName name, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("a type is derived over more than " + DEEPEST + " others");
    }
    QName known = inline != null && inline.getQName() != null ? inline.getQName() : name;
    if (known != null && BuiltInType.isBuiltIn(known)) {
      return builtIn(known);
    }
    if (inline != null) {
      return derived(inline, depth);
    }
    if (name == null) {
      return builtIn(new QName("anySimpleType"));
    }
    XmlSchemaType declared = schemas.getTypeByQName(name);
    if (declared instanceof XmlSchemaSimpleType simple) {
      return derived(simple, depth);
    }
    throw new IllegalArgumentException(
        "the schema declares no " + (declared == null ? "" : "simple ") + "type " + name);
  }

  private static SimpleType builtIn(QName name) {
    BuiltInType type = BuiltInType.of(name.getLocalPart());
    if (type == null) {
      throw new IllegalArgumentException("XML Schema has no simple type " + name.getLocalPart());
    }
    return new AtomicType("xs:" + type.name(), type, List.of());
  }

  private SimpleType derived(XmlSchemaSimpleType type, int depth) {
    String name = type.getName() == null ? "its type" : type.getName();
    XmlSchemaSimpleTypeContent content = type.getContent();
    if (content instanceof XmlSchemaSimpleTypeRestriction fewer) {
      SimpleType base = type(fewer.getBaseType(), fewer.getBaseTypeName(), depth + 1);
      return restricted(base, fewer.getFacets(), type.getName() == null ? base.name() : name);
    }
    if (content instanceof XmlSchemaSimpleTypeList list) {
      return new ListType(name, type(list.getItemType(), list.getItemTypeName(), depth + 1));
    }
    if (content instanceof XmlSchemaSimpleTypeUnion union) {
      return union(name, union, depth);
    }
    throw new IllegalArgumentException("the type " + name + " says nothing of its values");
  }

  private SimpleType union(String name, XmlSchemaSimpleTypeUnion union, int depth) {
    List<SimpleType> members = new ArrayList<>();
    if (union.getMemberTypesQNames() != null) {
      for (QName member : union.getMemberTypesQNames()) {
        members.add(type(null, member, depth + 1));
      }
    }
    for (XmlSchemaSimpleType member : union.getBaseTypes()) {
      members.add(type(member, null, depth + 1));
    }
    return new UnionType(name, List.copyOf(members));
  }
}
