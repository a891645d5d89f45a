package org.switchhook.soap;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.wsdl.Definition;
import javax.wsdl.Import;
import javax.wsdl.extensions.UnknownExtensibilityElement;
import javax.wsdl.extensions.schema.Schema;
import javax.xml.XMLConstants;
import org.apache.ws.commons.schema.XmlSchemaCollection;
import org.apache.ws.commons.schema.resolver.URIResolver;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Reads the schemas of a WSDL, and of those that it imports. */
final class Schemas {

  static final String SOAP_ENCODING = "http://schemas.xmlsoap.org/soap/encoding/";

  /** Known to the library, or of no use to us: not fetched, wherever they are said to be. */
  private static final Set<String> NOT_FETCHED =
      Set.of(
          XMLConstants.XML_NS_URI,
          XMLConstants.W3C_XML_SCHEMA_NS_URI,
          XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI,
          SOAP_ENCODING);

  private final XmlSchemaCollection collection = new XmlSchemaCollection();
  private final Set<Definition> read = Collections.newSetFromMap(new IdentityHashMap<>());

  private Schemas(Documents documents) {
    collection.setSchemaResolver(new Resolver(documents));
  }

  static XmlSchemaCollection of(Definition wsdl, Documents documents) {
    Schemas schemas = new Schemas(documents);
    schemas.read(wsdl);
    return schemas.collection;
  }

  private void read(@Nullable Definition wsdl) {
    if (wsdl == null || !read.add(wsdl)) {
      return;
    }
    Map<?, ?> imports = wsdl.getImports();
    for (Object several : imports.values()) {
      for (Object one : (List<?>) several) {
        read(((Import) one).getDefinition());
      }
    }
    if (wsdl.getTypes() != null) {
      readTypes(wsdl.getDocumentBaseURI(), wsdl.getTypes().getExtensibilityElements());
    }
  }

  private void readTypes(String base, List<?> types) {
    int number = 0;
    for (Object type : types) {
      Element element = element(type);
      if (element != null && element.getLocalName().equals("schema")) {
        if (!XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(element.getNamespaceURI())) {
          throw new IllegalArgumentException(
              "its schema is of "
                  + element.getNamespaceURI()
                  + ", which is not XML Schema of 2001");
        }
        // Several of a document may have the same namespace; the fragment tells them apart.
        collection.read(element, base + "#types" + number++);
      }
    }
  }

  private static @Nullable Element element(Object type) {
    if (type instanceof UnknownExtensibilityElement unknown) {
      return unknown.getElement();
    }
    return type instanceof Schema schema ? schema.getElement() : null;
  }

  private record Resolver(Documents documents) implements URIResolver {

    @Override
    public @Nullable InputSource resolveEntity(
        @Nullable String namespace, String reference, String importer) {
      return namespace != null && NOT_FETCHED.contains(namespace)
          ? null
          : documents.imported(importer, reference);
    }
  }
}
