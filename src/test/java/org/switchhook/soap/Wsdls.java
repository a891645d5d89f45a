package org.switchhook.soap;

import java.io.IOException;

/** WSDLs that tests write. */
final class Wsdls {

  static final String LOCATION = "http://crm.example/service?wsdl";

  private static final String DEFINITIONS =
      """
      <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:xs="http://www.w3.org/2001/XMLSchema"
          xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
          xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"
          xmlns:t="urn:t" xmlns:o="urn:other" targetNamespace="urn:t">
      """;

  private Wsdls() {}

  /** One operation, Call, that takes an element {@code Call} as these schemas declare it. */
  static String document(String schemas) {
    return DEFINITIONS
        + "<types>"
        + schemas
        + """
          </types>
          <message name="CallIn"><part name="parameters" element="t:Call"/></message>
          <portType name="PT"><operation name="Call"><input message="t:CallIn"/></operation></portType>
          """
        + binding("B", "soap", "urn:t#Call")
        + """
          <service name="S"><port name="P" binding="t:B">
            <soap:address location="http://crm.example/service"/></port></service>
          </definitions>
          """;
  }

  /** The same with other ports. */
  static String ports(String schemas, String bindingsAndServices) {
    return document(schemas).replaceAll("(?s)<binding.*", "")
        + bindingsAndServices
        + "</definitions>";
  }

  static String binding(String name, String soap, String action) {
    return """
        <binding name="%1$s" type="t:PT">
          <%2$s:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
          <operation name="Call"><%2$s:operation soapAction="%3$s"/>
            <input><%2$s:body use="literal"/></input></operation></binding>
        """
        .formatted(name, soap, action);
  }

  /** A schema with qualified elements; {@code Call} holds these. */
  static String call(String elements) {
    return """
        <xs:schema targetNamespace="urn:t" elementFormDefault="qualified">
          <xs:element name="Call"><xs:complexType><xs:sequence>
        """
        + elements
        + "</xs:sequence></xs:complexType></xs:element></xs:schema>";
  }

  static Wsdl read(String text) {
    try {
      return Wsdl.read(LOCATION, new Shelf().with(LOCATION, text));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The operation that takes these elements. */
  static Operation taking(String elements) {
    return read(document(call(elements))).operation("Call", null);
  }
}
