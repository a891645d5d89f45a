package org.switchhook.soap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The example of docs/soap.md is what happens. */
class SoapExampleTest {

  private static final String SCHEMA =
      """
      <xs:schema targetNamespace="urn:t" elementFormDefault="qualified">
        <xs:element name="Call"><xs:complexType><xs:sequence>
          <xs:element name="caller" type="xs:string"/>
          <xs:element name="call"><xs:complexType><xs:sequence>
            <xs:element name="id" type="xs:string"/><xs:element name="queue" type="xs:string"/>
          </xs:sequence></xs:complexType></xs:element>
        </xs:sequence></xs:complexType></xs:element></xs:schema>
      """;

  private static final Map<String, String> CALL =
      Map.of(
          "{call.from.number}", "+4930123456",
          "{call.id}", "1700000000.17",
          "{call.queue.name}", "sales");

  private final String docs;

  SoapExampleTest() throws IOException {
    docs = Files.readString(Path.of("docs/soap.md"));
  }

  @Test
  void requestIsTheOneOfTheDocs() throws IOException {
    JsonNode soap = new ObjectMapper().readTree(block("{\"request\"")).at("/request/soap");
    Map<String, JsonNode> parameters = new TreeMap<>();
    soap.get("params")
        .properties()
        .forEach(
            one ->
                parameters.put(
                    one.getKey(),
                    new TextNode(CALL.getOrDefault(one.getValue().asText(), "unknown"))));
    String wsdl =
        Wsdls.document(SCHEMA)
            .replace("\"Call\"", "\"RegisterCall\"")
            .replace("t:Call\"", "t:RegisterCall\"")
            .replace("urn:t#Call", "urn:customers#RegisterCall")
            .replace("urn:t", "urn:customers");

    Operation operation = Wsdls.read(wsdl).operation(soap.get("action").asText(), null);

    assertThat(block("POST "))
        .contains("Content-Type: " + operation.contentType())
        .contains("SOAPAction: " + operation.headers().get("SOAPAction"));
    assertThat(operation.envelope(parameters)).isEqualTo(block("<?xml").replaceAll("\n *", ""));
  }

  /** The indented lines that begin so, up to those that are not. */
  private String block(String start) {
    int from = docs.indexOf("    " + start);
    String rest = docs.substring(from);
    return rest.substring(0, rest.indexOf("\n\n")).strip();
  }
}
