package org.switchhook.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which operation is meant, and where it is called. */
class WsdlTest {

  private static final String CALL = Wsdls.call("<xs:element name='a' type='xs:int'/>");

  private static final String BOTH =
      Wsdls.ports(
          CALL,
          Wsdls.binding("B11", "soap", "urn:t#Call11")
              + Wsdls.binding("B12", "soap12", "urn:t#Call12")
              + """
              <service name="S">
                <port name="Queue" binding="t:B11"><soap:address location="jms:queue:x"/></port>
                <port name="P12" binding="t:B12"><soap12:address location="http://crm.example/12"/></port>
                <port name="P11" binding="t:B11"><soap:address location="http://crm.example/11"/></port>
              </service>
              """);

  private static void refused(String wsdl, String action, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdls.read(wsdl).operation(action, null))
        .withMessage(message);
  }

  @Test
  void theFirstPortIsCalledUnlessAVersionIsAskedFor() {
    Operation first = Wsdls.read(BOTH).operation("Call", null);
    Operation asked = Wsdls.read(BOTH).operation("Call", SoapVersion.V1_1);

    assertThat(first.address()).isEqualTo("http://crm.example/12");
    assertThat(first.contentType())
        .isEqualTo("application/soap+xml; charset=utf-8; action=\"urn:t#Call12\"");
    assertThat(first.headers()).isEmpty();
    assertThat(asked.address()).isEqualTo("http://crm.example/11");
    assertThat(asked.contentType()).isEqualTo("text/xml; charset=utf-8");
    assertThat(asked.headers()).isEqualTo(Map.of("SOAPAction", "\"urn:t#Call11\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P11.Call", "urn:t#Call11"})
  void anActionOrAPortNamesOneToo(String action) {
    assertThat(Wsdls.read(BOTH).operation(action, null).address())
        .isEqualTo("http://crm.example/11");
  }

  @Test
  void thoseThereAreAreNamed() {
    refused(
        BOTH,
        "call\n",
        "the WSDL has no operation 'call?'; there is P12.Call (SOAP 1.2, soapAction urn:t#Call12),"
            + " P11.Call (SOAP 1.1, soapAction urn:t#Call11)");
    refused(
        Wsdls.ports(CALL, ""),
        "Call",
        "the WSDL has no operation 'Call'; it has none that SOAP over HTTP calls");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdls.read(Wsdls.document(CALL)).operation("Call", SoapVersion.V1_2))
        .withMessage(
            "'Call' is not bound to SOAP 1.2; there is P.Call (SOAP 1.1, soapAction urn:t#Call)");
  }

  @Test
  void severalOfANameAreAskedAbout() {
    String other =
        """
        <message name="OtherIn"><part name="p" element="t:Call"/></message>
        <portType name="PT2"><operation name="Call"><input message="t:OtherIn"/></operation></portType>
        """;
    String wsdl =
        Wsdls.document(CALL)
            .replace(
                "</definitions>",
                other
                    + Wsdls.binding("B2", "soap", "urn:t#Other").replace("t:PT", "t:PT2")
                    + "<service name='S2'><port name='P2' binding='t:B2'/></service></definitions>");

    refused(
        wsdl,
        "Call",
        "the WSDL has several 'Call'; there is P.Call (SOAP 1.1, soapAction urn:t#Call),"
            + " P2.Call (SOAP 1.1, soapAction urn:t#Other)");
    assertThat(Wsdls.read(wsdl).operation("P2.Call", null).address()).isEmpty();
  }

  @Test
  void whatCannotBeCalledSaysWhy() {
    refused(
        Wsdls.document(CALL).replace("use=\"literal\"", "use=\"encoded\""),
        "Call",
        "the operation 'Call': it is bound with use='encoded'; only literal is supported");
    refused(
        Wsdls.document(CALL).replace("element=\"t:Call\"", "type=\"xs:string\""),
        "Call",
        "the operation 'Call': it is document/literal and takes parameters; only one part, an"
            + " element, is supported");
    refused(
        Wsdls.document(CALL).replace("element=\"t:Call\"", "element=\"t:Other\""),
        "Call",
        "the operation 'Call': no schema declares the element {urn:t}Other");
    refused(
        Wsdls.document(CALL).replace("soapAction=\"urn:t#Call\"", "soapAction=\"a&#10;X-Evil: 1\""),
        "Call",
        "the operation 'Call': its soapAction is one that no header can hold");
  }

  @Test
  void whatIsNoWsdlSaysSo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdls.read("<html/>"))
        .withMessageStartingWith(Wsdls.LOCATION + " cannot be used: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdls.read(""))
        .withMessageStartingWith(Wsdls.LOCATION + ": no XML: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wsdl.read("service.wsdl", new Shelf()))
        .withMessageContaining("write http:// or https:// and a host, or the whole path of a file");
  }

  @Test
  void partsInOtherDocumentsAreFoundByTheirRelativeAddresses() throws IOException {
    String all = Wsdls.document(CALL);
    String definitions = all.substring(0, all.indexOf("<types>"));
    String types = all.substring(all.indexOf("<types>"), all.indexOf("<binding"));
    String rest = all.substring(all.indexOf("<binding"));
    Shelf shelf =
        new Shelf()
            .with(
                "http://crm.example/a/b/s.wsdl",
                definitions + "<import namespace='urn:t' location='../types.wsdl'/>" + rest)
            .with(
                "http://crm.example/a/types.wsdl",
                definitions
                    + types.replace(
                        CALL,
                        "<xs:schema><xs:import namespace='urn:t' schemaLocation='x/t.xsd'/></xs:schema>")
                    + "</definitions>")
            .with(
                "http://crm.example/a/x/t.xsd",
                CALL.replace(
                        "<xs:schema ",
                        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:t='urn:t' ")
                    .replace("xs:int", "t:T")
                    .replace(
                        "<xs:element name=\"Call\"",
                        "<xs:include schemaLocation='./inc.xsd'/><xs:element name=\"Call\""))
            .with(
                "http://crm.example/a/x/inc.xsd",
                "<schema xmlns='http://www.w3.org/2001/XMLSchema' xmlns:xs='http://www.w3.org/2001/XMLSchema'><complexType name='T'><sequence>"
                    + "<element name='n' type='xs:int'/></sequence></complexType></schema>");

    Operation operation = Wsdl.read("http://crm.example/a/b/s.wsdl", shelf).operation("Call", null);

    assertThat(operation.parameters()).containsExactly(new Parameter("a.n", "xs:int", true, false));
    assertThat(shelf.asked()).doesNotHaveDuplicates().hasSize(4);
  }
}
