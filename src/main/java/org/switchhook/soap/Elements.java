package org.switchhook.soap;

import java.util.HashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.DOMException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The elements of one envelope. */
final class Elements {

  private static final String XSI = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;
  private static final String XMLNS = XMLConstants.XMLNS_ATTRIBUTE_NS_URI;

  /** XML 1.0, section 2.2: what is not among these stands in no document, also not escaped. */
  private static final String NOT_XML =
      "[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]";

  private static final String REPLACEMENT = "\uFFFD";

  private final Document document = document();
  private final Map<String, String> prefixes = new HashMap<>();
  private final Element envelope;
  private final Element body;

  Elements(SoapVersion version) {
    envelope = document.createElementNS(version.namespace(), "soap:Envelope");
    prefixes.put(version.namespace(), "soap");
    prefixes.put(XMLConstants.XML_NS_URI, XMLConstants.XML_NS_PREFIX);
    document.appendChild(envelope);
    body = document.createElementNS(version.namespace(), "soap:Body");
    envelope.appendChild(body);
  }

  Element body() {
    return body;
  }

  /** Prefixes are declared once, at the top; an element without a namespace has none. */
  Element append(Element parent, QName name) {
    try {
      return (Element)
          parent.appendChild(document.createElementNS(namespace(name), qualified(name)));
    } catch (DOMException e) {
      throw unusable(name, e);
    }
  }

  void attribute(Element element, QName name, String value) {
    try {
      element.setAttributeNS(namespace(name), qualified(name), readable(value));
    } catch (DOMException e) {
      throw unusable(name, e);
    }
  }

  void text(Element element, String text) {
    element.appendChild(document.createTextNode(readable(text)));
  }

  /** It is there and has no value. */
  void nil(Element element) {
    attribute(element, new QName(XSI, "nil"), "true");
  }

  /** Its type is this one of XML Schema's own. */
  void type(Element element, String type) {
    String prefix = prefix(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    attribute(element, new QName(XSI, "type"), prefix + ":" + type);
  }

  @Override
  public String toString() {
    return XmlText.of(document);
  }

  /** A caller who has one in his name is told of all the same: one character is lost. */
  static String readable(String text) {
    return text.replaceAll(NOT_XML, REPLACEMENT);
  }

  private static @Nullable String namespace(QName name) {
    return name.getNamespaceURI().isEmpty() ? null : name.getNamespaceURI();
  }

  private String qualified(QName name) {
    return name.getNamespaceURI().isEmpty()
        ? name.getLocalPart()
        : prefix(name.getNamespaceURI()) + ":" + name.getLocalPart();
  }

  private String prefix(String namespace) {
    String known = prefixes.get(namespace);
    if (known != null) {
      return known;
    }
    String prefix = namespace.equals(XSI) ? "xsi" : "n" + prefixes.size();
    envelope.setAttributeNS(XMLNS, "xmlns:" + prefix, namespace);
    prefixes.put(namespace, prefix);
    return prefix;
  }

  private static IllegalArgumentException unusable(QName name, DOMException e) {
    return new IllegalArgumentException(
        "the schema's name " + Words.quoted(name.getLocalPart()) + " is none of XML", e);
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().newDocument();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every JDK makes documents", e);
    }
  }
}
