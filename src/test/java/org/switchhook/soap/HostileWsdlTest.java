package org.switchhook.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A WSDL that wants something read asks the source, or nobody. */
class HostileWsdlTest {

  private static final AtomicInteger REQUESTS = new AtomicInteger();
  private static HttpServer forbidden;
  private static String there;

  @BeforeAll
  static void listen() throws IOException {
    forbidden = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    forbidden.createContext(
        "/",
        exchange -> {
          REQUESTS.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
        });
    forbidden.start();
    there = "http://127.0.0.1:" + forbidden.getAddress().getPort();
  }

  @AfterAll
  static void stop() {
    forbidden.stop(0);
  }

  @AfterEach
  void nobodyWasAsked() {
    assertThat(REQUESTS).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE definitions>",
        "<!DOCTYPE definitions SYSTEM 'THERE/x.dtd'>",
        "<!DOCTYPE definitions [<!ENTITY x SYSTEM 'THERE/x'>]>",
        "<!DOCTYPE definitions [<!ENTITY % x SYSTEM 'THERE/x'> %x;]>",
        "<!DOCTYPE definitions [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
            + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
      })
  void doctypeIsRefused(String doctype) {
    String wsdl =
        "<?xml version='1.0'?>"
            + doctype.replace("THERE", there)
            + Wsdls.document(Wsdls.call("<xs:element name='a' type='xs:string'/>"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdls.read(wsdl))
        .withMessage(Wsdls.LOCATION + ": it has a DOCTYPE, which is refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"import", "include", "redefine"})
  void doctypeOfASchemaIsRefused(String how) {
    String schema =
        "<xs:schema targetNamespace='urn:t'><xs:" + how + " schemaLocation='a.xsd'/></xs:schema>";
    Shelf shelf =
        new Shelf()
            .with(
                Wsdls.LOCATION,
                Wsdls.document(schema.replace("<xs:import ", "<xs:import namespace='urn:o' ")))
            .with(
                "http://crm.example/a.xsd",
                "<!DOCTYPE s SYSTEM '"
                    + there
                    + "'><s:schema xmlns:s='http://www.w3.org/2001/XMLSchema'/>");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdl.read(Wsdls.LOCATION, shelf))
        .withMessage("http://crm.example/a.xsd: it has a DOCTYPE, which is refused");
  }

  @Test
  void importsAskTheSourceAlone() {
    String wsdl =
        Wsdls.document("")
            .replace(
                "<types>", "<import namespace='urn:o' location='" + there + "/o.wsdl'/><types>");
    Shelf shelf = new Shelf().with(Wsdls.LOCATION, wsdl);

    assertThatThrownBy(() -> Wsdl.read(Wsdls.LOCATION, shelf))
        .isInstanceOf(IOException.class)
        .hasMessage(there + "/o.wsdl: is not on the shelf");
    assertThat(shelf.asked()).containsExactly(Wsdls.LOCATION, there + "/o.wsdl");
  }

  @Test
  void schemaLocationsAskTheSourceAlone() {
    String schema =
        "<xs:schema targetNamespace='urn:t' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
            + " xsi:schemaLocation='urn:t THERE/hint.xsd'>"
            + "<xs:import namespace='urn:o' schemaLocation='THERE/o.xsd?key=s3cret'/></xs:schema>";
    Shelf shelf = new Shelf().with(Wsdls.LOCATION, Wsdls.document(schema.replace("THERE", there)));

    assertThatThrownBy(() -> Wsdl.read(Wsdls.LOCATION, shelf))
        .isInstanceOf(IOException.class)
        .hasMessage(there + "/o.xsd?…: is not on the shelf");
    assertThat(shelf.asked()).containsExactly(Wsdls.LOCATION, there + "/o.xsd?key=s3cret");
  }

  @Test
  void xincludeIsNotFollowed() {
    String wsdl =
        Wsdls.document(Wsdls.call("<xs:element name='a' type='xs:string'/>"))
            .replace(
                "<types>",
                "<documentation><i:include xmlns:i='http://www.w3.org/2001/XInclude' href='"
                    + there
                    + "' parse='text'/></documentation><types>");

    assertThat(Wsdls.read(wsdl).operations()).containsExactly("Call");
  }

  /** Their own addresses are known, and w3.org wants no requests for them. */
  @Test
  void schemasThatEverybodyHasAreNotFetched() throws IOException {
    Shelf shelf =
        new Shelf()
            .with(
                Wsdls.LOCATION,
                Wsdls.document(
                    Wsdls.call("<xs:element name='a' type='xs:string'/>")
                        .replace(
                            "<xs:element name=\"Call\"",
                            "<xs:import namespace='http://www.w3.org/XML/1998/namespace'"
                                + " schemaLocation='http://www.w3.org/2001/xml.xsd'/>"
                                + "<xs:element name=\"Call\"")));

    Wsdl.read(Wsdls.LOCATION, shelf).operation("Call", null);

    assertThat(shelf.asked()).containsExactly(Wsdls.LOCATION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "/etc/../ftp:x", "ftp://x/y", "jar:file:/x!/y", "mailto:x"})
  void theWebReadsNoFilesAndNothingElse(String reference) {
    String wsdl =
        Wsdls.document("")
            .replace("<types>", "<import namespace='urn:o' location='" + reference + "'/><types>");
    Shelf shelf = new Shelf().with(Wsdls.LOCATION, wsdl);

    assertThatThrownBy(() -> Wsdl.read(Wsdls.LOCATION, shelf))
        .isInstanceOfAny(IllegalArgumentException.class, IOException.class);
    assertThat(shelf.asked()).allMatch(location -> location.startsWith("http://crm.example/"));
  }

  @Test
  void passwordsAreInNoMessage() {
    String location = "http://user:s3cret@crm.example/s?key=s3cret";

    assertThatThrownBy(() -> Wsdl.read(location, new Shelf()))
        .hasMessage("http://crm.example/s?…: is not on the shelf");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdl.read(location, new Shelf().with(location, "<a>")))
        .withMessageStartingWith("http://crm.example/s?…: no XML: ")
        .withMessageNotContaining("s3cret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdl.read(location, new Shelf().with(location, "<a/>")))
        .withMessageStartingWith("http://crm.example/s?… cannot be used: ")
        .withMessageNotContaining("s3cret");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdl.read("http://user:s3cret @x", new Shelf()))
        .withMessageNotContaining("s3cret");
  }

  @Test
  void anEndlessChainOfImportsEnds() {
    WsdlSource endless =
        (location, atMost) ->
            ("<definitions xmlns='http://schemas.xmlsoap.org/wsdl/' targetNamespace='urn:t'>"
                    + "<import namespace='urn:t' location='x"
                    + location.getPath().length()
                    + location.getPath().substring(1)
                    + "'/></definitions>")
                .getBytes(StandardCharsets.UTF_8);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdl.read("http://crm.example/a", endless))
        .withMessageContaining("is imported over more than 16 documents");
  }

  @Test
  void manyImportsEnd() {
    StringBuilder imports = new StringBuilder();
    Shelf shelf = new Shelf();
    for (int i = 0; i < 100; i++) {
      imports.append("<xs:import namespace='urn:" + i + "' schemaLocation='" + i + ".xsd'/>");
      shelf.with(
          "http://crm.example/" + i + ".xsd",
          "<s:schema xmlns:s='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:" + i + "'/>");
    }
    shelf.with(
        Wsdls.LOCATION,
        Wsdls.document("<xs:schema targetNamespace='urn:t'>" + imports + "</xs:schema>"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdl.read(Wsdls.LOCATION, shelf))
        .withMessage("the WSDL is in more than 64 documents");
    assertThat(shelf.asked()).hasSize(64);
  }

  @Test
  void circlesOfImportsAreReadOnce() throws IOException {
    Shelf shelf =
        new Shelf()
            .with(
                Wsdls.LOCATION,
                Wsdls.document(
                    "<xs:schema targetNamespace='urn:x'><xs:import namespace='urn:t'"
                        + " schemaLocation='a.xsd'/></xs:schema>"))
            .with(
                "http://crm.example/a.xsd",
                "<s:schema xmlns:s='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t'"
                    + " xmlns:b='urn:b'><s:import namespace='urn:b' schemaLocation='b.xsd'/>"
                    + "<s:element name='Call'><s:complexType><s:sequence><s:element ref='b:x'/>"
                    + "</s:sequence></s:complexType></s:element></s:schema>")
            .with(
                "http://crm.example/b.xsd",
                "<s:schema xmlns:s='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:b'>"
                    + "<s:import namespace='urn:t' schemaLocation='./a.xsd'/>"
                    + "<s:element name='x' type='s:int'/></s:schema>");

    Operation operation = Wsdl.read(Wsdls.LOCATION, shelf).operation("Call", null);

    assertThat(operation.parameters()).containsExactly(new Parameter("x", "xs:int", true, false));
    assertThat(shelf.asked()).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void largeAndDeepOnesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdls.read(" ".repeat(Documents.LARGEST_BYTES + 1)))
        .withMessageContaining("more than 4 MiB");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdls.read("<a>".repeat(100_000)))
        .withMessage(Wsdls.LOCATION + ": its elements are nested deeper than 100");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdls.read("<a>" + "<b/>".repeat(1_000_000) + "</a>"))
        .withMessage(Wsdls.LOCATION + ": it has more than 200000 elements and attributes");
  }

  /** Each group names the one before twice: 2^30 elements. */
  @Test
  void groupsThatDoubleEndSoon() {
    StringBuilder groups =
        new StringBuilder(
            "<xs:group name='g0'><xs:sequence><xs:element name='a' type='xs:int'/></xs:sequence></xs:group>");
    for (int i = 1; i <= 30; i++) {
      String before = "<xs:group ref='t:g" + (i - 1) + "'/>";
      groups.append(
          "<xs:group name='g"
              + i
              + "'><xs:sequence>"
              + before
              + before
              + "</xs:sequence></xs:group>");
    }
    String schema =
        "<xs:schema targetNamespace='urn:t'>"
            + groups
            + "<xs:element name='Call'><xs:complexType><xs:group ref='t:g30'/></xs:complexType></xs:element></xs:schema>";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdls.read(Wsdls.document(schema)).operation("Call", null))
        .withMessageContaining("the message has more than 10000 elements");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<xs:complexType name='A'><xs:complexContent><xs:extension base='t:A'/></xs:complexContent></xs:complexType>",
        "<xs:complexType name='A'><xs:group ref='t:G'/></xs:complexType>"
            + "<xs:group name='G'><xs:sequence><xs:group ref='t:G'/></xs:sequence></xs:group>",
        "<xs:simpleType name='A'><xs:restriction base='t:A'/></xs:simpleType>",
        "<xs:simpleType name='A'><xs:union memberTypes='t:A t:A'/></xs:simpleType>",
        "<xs:simpleType name='A'><xs:list itemType='t:A'/></xs:simpleType>",
        "<xs:complexType name='A'><xs:attributeGroup ref='t:G'/></xs:complexType>"
            + "<xs:attributeGroup name='G'><xs:attributeGroup ref='t:G'/></xs:attributeGroup>",
        "<xs:complexType name='A'><xs:sequence><xs:element name='a' type='t:A'/></xs:sequence></xs:complexType>",
        ""
      })
  void circlesOfTypesAreRefused(String type) {
    String schema =
        Wsdls.call("<xs:element name='x' type='t:A'/>")
            .replace("</xs:schema>", type + "</xs:schema>");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Wsdls.read(Wsdls.document(schema)).operation("Call", null).check(Map.of()));
  }
}
