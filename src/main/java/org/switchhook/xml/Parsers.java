package org.switchhook.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.w3c.dom.Document;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The JDK's own parsers, whatever else is on the class path. A DOCTYPE is refused, so there are no
 * entities but XML's five, and nothing is read but the text that is given: no DTD, no XInclude, no
 * schema.
 */
public final class Parsers {

  /** Elements within elements: what reads the tree afterwards does so recursively. */
  static final int DEEPEST = 100;

  /** Elements and attributes: a million of the smallest fit into 4 MB, and become 200 MB. */
  static final int MOST = 200_000;

  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
  private static final String DEPTH = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";
  private static final int LONGEST_REASON = 200;

  private Parsers() {}

  /**
   * The text as a document.
   *
   * @throws IllegalArgumentException when it is no XML, has a DOCTYPE, is too deep or has too many
   *     elements; says where
   */
  public static Document document(byte[] text) {
    try {
      count(text);
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(NO_DOCTYPE, true);
      factory.setAttribute(DEPTH, Integer.toString(DEEPEST));
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new FirstError());
      return builder.parse(new InputSource(new ByteArrayInputStream(text)));
    } catch (SAXException e) {
      throw new IllegalArgumentException(reason(e), e);
    } catch (IOException e) {
      // A byte that is none of its encoding.
      throw new IllegalArgumentException("no XML: " + e.getMessage(), e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every JDK's parser can refuse a DOCTYPE", e);
    }
  }

  private static void count(byte[] text) throws SAXException, IOException {
    XMLReader reader = reader();
    reader.setContentHandler(new Counter());
    reader.parse(new InputSource(new ByteArrayInputStream(text)));
  }

  /** Reads to the end, or to the one that is too many. */
  private static final class Counter extends DefaultHandler {

    private int count;

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) {
      count += 1 + attributes.getLength();
      if (count > MOST) {
        throw new IllegalArgumentException("it has more than " + MOST + " elements and attributes");
      }
    }
  }

  static XMLReader reader() {
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(NO_DOCTYPE, true);
      XMLReader reader = factory.newSAXParser().getXMLReader();
      reader.setProperty(DEPTH, Integer.toString(DEEPEST));
      reader.setErrorHandler(new FirstError());
      return reader;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("every JDK's parser can refuse a DOCTYPE", e);
    }
  }

  /** What is wrong, and where if that is known. */
  static String reason(SAXException trouble) {
    String message = String.valueOf(trouble.getMessage());
    if (message.contains(NO_DOCTYPE)) {
      return "it has a DOCTYPE, which is refused";
    }
    if (message.contains("maxElementDepth")) {
      return "its elements are nested deeper than " + DEEPEST;
    }
    String line =
        trouble instanceof SAXParseException at && at.getLineNumber() > 0
            ? " (line " + at.getLineNumber() + ")"
            : "";
    return "no XML: "
        + message.substring(0, Math.min(message.length(), LONGEST_REASON)).replace('\n', ' ')
        + line;
  }
}
