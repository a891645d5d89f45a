package org.switchhook.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.xml.Parsers;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Messages for the WSDLs of Apache CXF's own tests, held against their schemas by the JDK. */
class SchemaValidityTest {

  private static final String XSD = XMLConstants.W3C_XML_SCHEMA_NS_URI;

  /** What our samples, or we, cannot do: each with its reason. */
  private static final Set<String> NOT =
      Set.of(
          // The sample knows no pattern, and no length of bytes; both are the service's to check.
          "doSomething",
          "doSomethingWithHeader",
          "testBase64BinaryRestriction",
          // The sample gives two elements the same ID, and more choices than there may be.
          "testIDTypeAttribute",
          "testOccuringChoice",
          // A sequence that must be there several times is written once.
          "testOccuringStruct2",
          // Elements of any name, and elements in the place of an abstract one, are not written.
          "testStructWithAny",
          "testStructWithAnyStrict",
          "testStructWithSubstitutionGroupAbstract",
          "testChoiceWithSubstitutionGroupAbstract");

  @ParameterizedTest
  @CsvSource({
    "type_test/type_test_doclit_soap.wsdl, type_test/type_test_doclit.wsdl, 174",
    "addNumbers.wsdl, addNumbers.wsdl, 1",
    "anonymous_complex_type.wsdl, anonymous_complex_type.wsdl, 2",
    "calculator.wsdl, calculator.wsdl, 1",
    "greeter_control.wsdl, greeter_control.wsdl, 8",
    "header_doc_lit.wsdl, header_doc_lit.wsdl, 4",
    "hello_world.wsdl, hello_world.wsdl, 8",
    "hello_world_doc_lit.wsdl, hello_world_doc_lit.wsdl, 4",
    "hello_world_ref.wsdl, hello_world_ref.wsdl, 2",
    "hello_world_soap12.wsdl, hello_world_soap12.wsdl, 2",
    "inherit.wsdl, inherit.wsdl, 1",
    "jaxb_element_test.wsdl, jaxb_element_test.wsdl, 1",
    "locator.wsdl, locator.wsdl, 7",
    "schema_validation.wsdl, schema_validation.wsdl, 6"
  })
  void messagesAreValid(String file, String schemas, int count) throws Exception {
    Wsdl wsdl = Wsdl.read("/wsdl/" + file, Shelf.ofCxf());
    Validator validator = schema(schemas).newValidator();

    assertThat(wsdl.operations()).hasSize(count);
    assertThat(wsdl.operations())
        .filteredOn(name -> !NOT.contains(name))
        .allSatisfy(name -> validator.validate(message(wsdl.operation(name, null))));
  }

  private static Source message(Operation operation) {
    return new DOMSource(content(operation.envelope(SampleValues.of(operation.content()))));
  }

  private static Node content(String envelope) {
    Document document = Parsers.document(envelope.getBytes(StandardCharsets.UTF_8));
    return document.getDocumentElement().getFirstChild().getFirstChild();
  }

  private static Schema schema(String file) throws IOException, SAXException {
    SchemaFactory factory = SchemaFactory.newDefaultInstance();
    // Some of these files are not quite right themselves; a warning is no reason to stop.
    factory.setErrorHandler(new DefaultHandler());
    return factory.newSchema(schemas(file).toArray(Source[]::new));
  }

  private static List<Source> schemas(String file) throws IOException {
    String location = String.valueOf(SchemaValidityTest.class.getResource("/wsdl/" + file));
    byte[] text = Shelf.ofCxf().read(URI.create("file:/wsdl/" + file), Documents.LARGEST_BYTES);
    NodeList elements = Parsers.document(text).getElementsByTagNameNS(XSD, "schema");
    List<Source> schemas = new ArrayList<>();
    for (int i = 0; i < elements.getLength(); i++) {
      schemas.add(new DOMSource((Element) elements.item(i), location));
    }
    return schemas;
  }
}
