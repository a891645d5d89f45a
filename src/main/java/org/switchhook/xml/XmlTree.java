package org.switchhook.xml;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * XML as JSON, so that one dotted path reads both: {@code Envelope.Body.Answer.tier}. Names are
 * without their namespaces. An element with text alone is that text, one with {@code xsi:nil} is
 * null, one with elements an object, several of a name an array. Attributes are members with an
 * {@code @} before their name, and text beside attributes or elements is the member {@code #text};
 * declarations of namespaces and attributes of {@code xsi} are left out.
 */
public final class XmlTree {

  private XmlTree() {}

  /**
   * An object with one member, the root element.
   *
   * @throws IllegalArgumentException when it is no XML, has a DOCTYPE or is too deep; says where
   */
  public static JsonNode read(String xml) {
    TreeBuilder tree = new TreeBuilder();
    try {
      parse(xml, tree);
      return tree.root();
    } catch (SAXException e) {
      throw new IllegalArgumentException(Parsers.reason(e), e);
    }
  }

  /**
   * As {@link #read}, of a text that may have been cut: what stands before the place where it
   * breaks off.
   *
   * @throws IllegalArgumentException when that is nothing, and as {@link #read} has it
   */
  public static JsonNode readStart(String xml) {
    TreeBuilder tree = new TreeBuilder();
    try {
      parse(xml, tree);
    } catch (SAXException e) {
      if (!tree.begun()) {
        throw new IllegalArgumentException(Parsers.reason(e), e);
      }
      tree.closeAll();
    }
    return tree.root();
  }

  private static void parse(String xml, TreeBuilder tree) throws SAXException {
    try {
      XMLReader reader = Parsers.reader();
      reader.setContentHandler(tree);
      reader.parse(new InputSource(new StringReader(xml)));
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can be read", e);
    }
  }
}
