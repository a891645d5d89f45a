package org.switchhook.soap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** 10,000 texts, the same ones each time, come out of the envelope as they went in. */
class RandomValuesTest {

  private static final int TEXTS = 10_000;
  private static final int LONGEST = 60;

  /** What means something to XML, to JSON, to templates or to HTTP. */
  private static final String SPECIAL = "<>&\"'][!-?/;:#%{}()=\\`$ \t\r\n\u0085\u2028\u00a0\ufeff";

  private final Random random = new Random(7);

  @Test
  void everyTextIsReadAsItWasWritten() throws Exception {
    Operation operation =
        Wsdls.taking(
            "<xs:element name='v' type='xs:string'/><xs:element name='w'><xs:complexType>"
                + "<xs:attribute name='x' type='xs:string'/></xs:complexType></xs:element>");
    DocumentBuilder parser = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder();
    for (int i = 0; i < TEXTS; i++) {
      JsonNode text = new TextNode(text());

      String envelope = operation.envelope(Map.of("v", text, "w.@x", text));

      Element call =
          (Element)
              parser
                  .parse(new InputSource(new StringReader(envelope)))
                  .getElementsByTagNameNS("urn:t", "Call")
                  .item(0);
      String expected = possible(text.textValue());
      assertThat(call.getElementsByTagNameNS("urn:t", "v").item(0).getTextContent())
          .isEqualTo(expected);
      assertThat(((Element) call.getLastChild()).getAttribute("x")).isEqualTo(expected);
      assertThat(call.getChildNodes().getLength()).isEqualTo(2);
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(LONGEST); length > 0; length--) {
      switch (random.nextInt(5)) {
        case 0, 1 -> text.append(SPECIAL.charAt(random.nextInt(SPECIAL.length())));
        case 2 -> text.append((char) ('a' + random.nextInt(26)));
        case 3 -> text.append((char) random.nextInt(Character.MAX_VALUE + 1));
        default -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
      }
    }
    return text.toString();
  }

  /** Each character that is none of XML's (1.0, section 2.2) is U+FFFD. */
  private static String possible(String text) {
    StringBuilder possible = new StringBuilder();
    text.codePoints().forEach(c -> possible.appendCodePoint(isXml(c) ? c : 0xFFFD));
    return possible.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
