package org.switchhook.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.xml.XmlTree;

/** What a request holds for which values, and what is said of those that do not fit. */
class OperationTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ADDRESS =
      """
      <xs:element name="id" type="xs:int"/>
      <xs:element name="address" minOccurs="0"><xs:complexType><xs:sequence>
        <xs:element name="street" type="xs:string"/>
        <xs:element name="zip" type="xs:string" minOccurs="0"/>
        <xs:element name="note.text" type="xs:string" minOccurs="0"/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="tag" type="xs:string" minOccurs="0" maxOccurs="2"/>
      """;

  private static Map<String, JsonNode> values(String json) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    try {
      JSON.readTree(json.replace('`', '"'))
          .properties()
          .forEach(member -> values.put(member.getKey(), member.getValue()));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
    return values;
  }

  /** What stands in the element Call. */
  private static String sent(Operation operation, String json) {
    return XmlTree.read(operation.envelope(values(json))).at("/Envelope/Body/Call").toString();
  }

  private static void refused(Operation operation, String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operation.envelope(values(json)))
        .withMessage(message.replace('`', '\''));
  }

  @Test
  void qualifiedElementsInTheOrderOfTheSchema() {
    assertThat(
            Wsdls.taking(ADDRESS)
                .envelope(values("{`tag`: [`a`, `b`], `address.street`: `s`, `id`: 7}")))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:n2=\"urn:t\">"
                + "<soap:Body><n2:Call><n2:id>7</n2:id><n2:address><n2:street>s</n2:street></n2:address>"
                + "<n2:tag>a</n2:tag><n2:tag>b</n2:tag></n2:Call></soap:Body></soap:Envelope>");
  }

  @Test
  void unqualifiedElementsHaveNoNamespace() {
    String schema =
        Wsdls.call(
                "<xs:element name='a' type='xs:int'/><xs:element name='b' type='xs:int' form='qualified'/>")
            .replace(" elementFormDefault=\"qualified\"", "");

    assertThat(
            Wsdls.read(Wsdls.document(schema))
                .operation("Call", null)
                .envelope(values("{`a`: 1, `b`: 2}")))
        .contains("<n2:Call><a>1</a><n2:b>2</n2:b></n2:Call>");
  }

  @Test
  void referencesAreOfTheirOwnNamespace() {
    String schemas =
        Wsdls.call("<xs:element ref='o:a'/><xs:element name='b' type='o:T'/>")
            + "<xs:schema targetNamespace='urn:other'><xs:element name='a' type='xs:int'/>"
            + "<xs:complexType name='T'><xs:sequence><xs:element name='c' type='xs:int'/></xs:sequence>"
            + "<xs:attribute name='d' type='xs:int'/></xs:complexType></xs:schema>";

    assertThat(
            Wsdls.read(Wsdls.document(schemas))
                .operation("Call", null)
                .envelope(values("{`a`: 1, `b.c`: 2, `b.@d`: 3}")))
        .contains("<n2:Call><n3:a>1</n3:a><n2:b d=\"3\"><c>2</c></n2:b></n2:Call>")
        .contains("xmlns:n3=\"urn:other\"");
  }

  @Test
  void namesWithDotsAreFoundToo() {
    assertThat(
            sent(
                Wsdls.taking(ADDRESS),
                "{`id`: 1, `address.note.text`: `n`, `address`: {`street`: `s`}}"))
        .isEqualTo("{\"id\":\"1\",\"address\":{\"street\":\"s\",\"note.text\":\"n\"}}");
  }

  @Test
  void whatIsWrongIsNamed() {
    Operation operation = Wsdls.taking(ADDRESS);
    refused(operation, "{}", "id is missing");
    refused(operation, "{`id`: null}", "id is missing");
    refused(operation, "{`id`: ``}", "id is no xs:int");
    refused(operation, "{`id`: `s3cret`}", "id is no xs:int");
    refused(operation, "{`id`: 2147483648}", "id is no xs:int");
    refused(operation, "{`id`: 1.5}", "id is no xs:int");
    refused(operation, "{`id`: [1]}", "id takes one value, not a list");
    refused(operation, "{`id`: {`a`: 1}}", "id takes one value, not an object");
    refused(operation, "{`id.x`: 1}", "id has no parts");
    refused(
        operation,
        "{`id`: 1, `address.`: 1}",
        "address has no ``; it takes street, zip, note.text");
    refused(
        operation, "{`id`: 1, `ids`: 1}", "there is no parameter `ids`; it takes id, address, tag");
    refused(operation, "{`id`: 1, `address`: {}}", "address.street is missing");
    refused(operation, "{`id`: 1, `address.zip`: `z`}", "address.street is missing");
    refused(
        operation,
        "{`id`: 1, `address`: `x`}",
        "address has parts; it takes street, zip, note.text");
    refused(
        operation,
        "{`id`: 1, `address.city`: `x`}",
        "address has no `city`; it takes street, zip, note.text");
    refused(
        operation,
        "{`id`: 1, `address.street`: `x`, `address`: {`street`: `y`}}",
        "address has `street` given twice");
    refused(operation, "{`id`: 1, `tag`: [1, 2, 3]}", "tag takes at most 2 values");
    refused(operation, "{`id`: 1, `tag`: [null]}", "tag has no null in its list");
    refused(operation, "{`id`: 1e400}", "id is a number of more than 400 digits");
  }

  @Test
  void whatMayBeMissingIsLeftOut() {
    Operation operation = Wsdls.taking(ADDRESS);

    assertThat(sent(operation, "{`id`: 1, `address`: null, `tag`: []}"))
        .isEqualTo("{\"id\":\"1\"}");
    assertThat(sent(operation, "{`id`: 1, `tag`: ``}")).isEqualTo("{\"id\":\"1\",\"tag\":\"\"}");
    assertThat(
            sent(
                Wsdls.taking(
                    "<xs:element name='n' type='xs:int' minOccurs='0'/><xs:element name='d' type='xs:date' nillable='true'/>"),
                "{`n`: ``, `d`: ` `}"))
        .isEqualTo("{\"d\":null}");
  }

  @Test
  void oneOfAChoice() {
    Operation operation =
        Wsdls.taking(
            "<xs:choice><xs:element name='a' type='xs:int'/><xs:sequence>"
                + "<xs:element name='b' type='xs:int'/><xs:element name='c' type='xs:int'/></xs:sequence></xs:choice>");

    assertThat(sent(operation, "{`c`: 2, `b`: 1}")).isEqualTo("{\"b\":\"1\",\"c\":\"2\"}");
    assertThat(sent(operation, "{`a`: 1}")).isEqualTo("{\"a\":\"1\"}");
    refused(operation, "{}", "needs one of a, b, c");
    refused(operation, "{`a`: 1, `b`: 2}", "takes only one of a, b, c");
    refused(operation, "{`b`: 2}", "c is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "xs:boolean | true | true",
        "xs:boolean | `1` | 1",
        "xs:boolean | `yes` | is no xs:boolean",
        "xs:decimal | 12.50 | 12.5",
        "xs:decimal | 1e3 | 1000",
        "xs:decimal | 1e-3 | 0.001",
        "xs:decimal | `1e3` | is no xs:decimal",
        "xs:double | `1e3` | 1e3",
        "xs:double | `INF` | INF",
        "xs:double | 1e999 | is a number of more than 400 digits",
        "xs:integer | 5.0 | 5",
        "xs:byte | 128 | is no xs:byte",
        "xs:unsignedLong | 18446744073709551615 | 18446744073709551615",
        "xs:unsignedInt | -1 | is no xs:unsignedInt",
        "xs:dateTime | `2026-11-22T10:00:00Z` | 2026-11-22T10:00:00Z",
        "xs:dateTime | `2026-11-22` | is no xs:dateTime",
        "xs:dateTime | `2026-02-30T10:00:00Z` | is no xs:dateTime",
        "xs:date | `2026-11-22` | 2026-11-22",
        "xs:duration | `PT5S` | PT5S",
        "xs:duration | `5S` | is no xs:duration",
        "xs:base64Binary | `AAEC` | AAEC",
        "xs:base64Binary | `AAE` | is no xs:base64Binary",
        "xs:hexBinary | `0aF` | is no xs:hexBinary",
        "xs:anyURI | ` http://x/ ` | http://x/",
        "xs:NMTOKEN | `a b` | is no xs:NMTOKEN",
        "xs:string | 5 | 5",
        "xs:string | ` s ` | ~ s ~",
        "t:Tier | `gold` | gold",
        "t:Tier | `lead` | takes gold, silver",
        "t:Short | `abcd` | has 4 characters; 3 is the most",
        "t:Short | `😀😀😀` | 😀😀😀",
        "t:Short | `` | has 0 characters; 1 is the least",
        "t:Percent | 100 | 100",
        "t:Percent | 100.1 | is not <= 100",
        "t:Percent | 0 | is not > 0",
        "t:Percent | 1.234 | has more than 2 digits behind the point",
        "t:Numbers | [1, 2] | 1 2",
        "t:Numbers | [1, `x`] | is no xs:int",
        "t:NumberOrTier | 5 | 5",
        "t:NumberOrTier | `silver` | silver",
        "t:NumberOrTier | `lead` | is no NumberOrTier"
      })
  void valuesOfTypes(String type, String json, String expected) {
    String types =
        """
        <xs:simpleType name="Tier"><xs:restriction base="xs:string">
          <xs:enumeration value="gold"/><xs:enumeration value="silver"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="Short"><xs:restriction base="xs:string">
          <xs:minLength value="1"/><xs:maxLength value="3"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="Percent"><xs:restriction base="xs:decimal"><xs:minExclusive value="0"/>
          <xs:maxInclusive value="100"/><xs:fractionDigits value="2"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="Numbers"><xs:list itemType="xs:int"/></xs:simpleType>
        <xs:simpleType name="NumberOrTier"><xs:union memberTypes="xs:int t:Tier"/></xs:simpleType>
        </xs:schema>
        """;
    String schema =
        Wsdls.call("<xs:element name='v' type='" + type + "'/>").replace("</xs:schema>", types);
    Operation operation = Wsdls.read(Wsdls.document(schema)).operation("Call", null);

    String got;
    try {
      got =
          XmlTree.read(operation.envelope(values("{`v`: " + json + "}")))
              .at("/Envelope/Body/Call/v")
              .asText();
    } catch (IllegalArgumentException e) {
      got = String.valueOf(e.getMessage()).replaceFirst("^v ", "");
    }
    assertThat(got).isEqualTo(expected);
  }

  @Test
  void textsWithAttributes() {
    String element =
        """
        <xs:element name="price" maxOccurs="2"><xs:complexType><xs:simpleContent>
          <xs:extension base="xs:decimal"><xs:attribute name="currency" use="required"/>
            <xs:attribute name="version" type="xs:int" use="required" fixed="2"/></xs:extension>
        </xs:simpleContent></xs:complexType></xs:element>
        """;
    Operation operation = Wsdls.taking(element);

    String one = "{\"price\":{\"@currency\":\"EUR\",\"@version\":\"2\",\"#text\":\"5\"}}";
    assertThat(sent(operation, "{`price`: 5, `price.@currency`: `EUR`}")).isEqualTo(one);
    assertThat(sent(operation, "{`price`: {`#text`: 5, `@currency`: `EUR`}}")).isEqualTo(one);
    refused(operation, "{`price`: 5}", "price.@currency is missing");
    refused(operation, "{`price.@currency`: `EUR`}", "price is missing");
    assertThat(operation.parameters())
        .containsExactly(
            new Parameter("price.#text", "xs:decimal", true, false),
            new Parameter("price.@currency", "xs:anySimpleType", true, false),
            new Parameter("price.@version", "xs:int", true, false));
  }

  @Test
  void anythingSaysOfWhichTypeItIs() {
    assertThat(
            Wsdls.taking("<xs:element name='v' type='xs:anyType'/>").envelope(values("{`v`: 5}")))
        .contains("xsi:type=\"n3:decimal\">5<", "xmlns:n3=\"http://www.w3.org/2001/XMLSchema\"");
  }

  @Test
  void typesThatExtendOthersComeAfterThem() {
    String types =
        """
        <xs:complexType name="A"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:complexType>
        <xs:complexType name="B"><xs:complexContent><xs:extension base="t:A"><xs:sequence>
          <xs:element name="b" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
        </xs:schema>
        """;
    String schema = Wsdls.call("<xs:element name='v' type='t:B'/>").replace("</xs:schema>", types);

    assertThat(
            sent(
                Wsdls.read(Wsdls.document(schema)).operation("Call", null),
                "{`v`: {`b`: 2, `a`: 1}}"))
        .isEqualTo("{\"v\":{\"a\":\"1\",\"b\":\"2\"}}");
  }

  @Test
  void checksWhatIsKnownWhenLoaded() {
    Operation operation = Wsdls.taking(ADDRESS);
    JsonNode later = MissingNode.getInstance();

    operation.check(Map.of("id", later, "address", later, "tag", later));
    operation.check(Map.of("id", later, "address.street", later));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operation.check(Map.of("id", later, "nam", later)))
        .withMessage("there is no parameter 'nam'; it takes id, address, tag");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operation.check(Map.of("tag", later)))
        .withMessage("id is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operation.check(Map.of("id", new TextNode("x"))))
        .withMessage("id is no xs:int");
  }

  @Test
  void typesWithinThemselves() {
    String types =
        "<xs:complexType name='A'><xs:sequence><xs:element name='n' type='xs:int'/><xs:element"
            + " name='a' type='t:A' minOccurs='0'/></xs:sequence></xs:complexType></xs:schema>";
    String schema = Wsdls.call("<xs:element name='a' type='t:A'/>").replace("</xs:schema>", types);
    Operation operation = Wsdls.read(Wsdls.document(schema)).operation("Call", null);

    assertThat(sent(operation, "{`a.n`: 1, `a.a.n`: 2, `a.a.a`: {`n`: 3}}"))
        .isEqualTo("{\"a\":{\"n\":\"1\",\"a\":{\"n\":\"2\",\"a\":{\"n\":\"3\"}}}}");
    assertThat(operation.parameters()).hasSize(2);
    String deep = "{`n`: 1, `a`: ".repeat(100) + "null" + "}".repeat(100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> operation.envelope(values("{`a`: " + deep + "}")))
        .withMessageEndingWith("has values that are nested deeper than 64");
  }

  @Test
  void whatXmlCannotHoldIsReplaced() {
    Operation operation = Wsdls.taking("<xs:element name='v' type='xs:string'/>");
    Map<String, JsonNode> values = Map.of("v", new TextNode("a\u0000\u001b\ufffe\ud83dz\t"));

    assertThat(XmlTree.read(operation.envelope(values)).at("/Envelope/Body/Call/v").asText())
        .isEqualTo("a\ufffd\ufffd\ufffd\ufffdz\t");
  }
}
