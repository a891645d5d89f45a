package org.switchhook.soap;

import java.io.StringWriter;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;

/** A document as text. */
final class XmlText {

  private XmlText() {}

  static String of(Document document) {
    try {
      Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      transformer.transform(new DOMSource(document), new StreamResult(text));
      return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text;
    } catch (TransformerException e) {
      throw new IllegalStateException("a document in memory can be written", e);
    }
  }
}
