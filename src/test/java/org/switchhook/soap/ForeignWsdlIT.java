package org.switchhook.soap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.xml.ws.developer.SchemaValidationFeature;
import jakarta.xml.ws.BindingType;
import jakarta.xml.ws.Endpoint;
import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import jakarta.xml.ws.soap.SOAPBinding;
import java.io.IOException;
import java.net.URL;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.switchhook.xml.XmlTree;

/**
 * WSDLs of Apache CXF's own tests, offered by Metro, which holds each request against their schemas
 * by itself and gives back what it got.
 */
class ForeignWsdlIT {

  /** Gives back the element that it was sent. */
  @WebServiceProvider
  @ServiceMode(Service.Mode.PAYLOAD)
  public static class Echo implements Provider<Source> {

    @Override
    public Source invoke(Source request) {
      return request;
    }
  }

  /** The same over SOAP 1.2. */
  @WebServiceProvider
  @ServiceMode(Service.Mode.PAYLOAD)
  @BindingType(SOAPBinding.SOAP12HTTP_BINDING)
  public static final class Echo12 extends Echo {}

  private static Stack stack;

  @BeforeAll
  static void start() throws IOException {
    stack = new Stack();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  /** The WSDL as the stack offers it. */
  private static Wsdl offered(
      Echo echo, String namespace, String service, String port, String... files)
      throws IOException {
    boolean rpc = files[0].contains("rpc");
    Endpoint endpoint =
        rpc
            ? Endpoint.create(echo)
            : Endpoint.create(echo, new SchemaValidationFeature(true, false));
    endpoint.setMetadata(Stream.of(files).map(ForeignWsdlIT::file).toList());
    endpoint.setProperties(
        Map.of(
            Endpoint.WSDL_SERVICE, new QName(namespace, service),
            Endpoint.WSDL_PORT, new QName(namespace, port)));
    return stack.offer("/" + files[0].replaceAll("\\W", "-"), endpoint);
  }

  private static Source file(String name) {
    URL url = Objects.requireNonNull(ForeignWsdlIT.class.getResource("/wsdl/" + name), name);
    return new StreamSource(url.toString());
  }

  private static JsonNode sent(Operation operation, Map<String, JsonNode> parameters)
      throws Exception {
    String answer = stack.call(operation, parameters);
    assertThat(Fault.in(answer)).as(operation.envelope(parameters)).isEmpty();
    return XmlTree.read(answer).at("/Envelope/Body");
  }

  private static Map<String, JsonNode> texts(String... namesAndTexts) {
    Map<String, JsonNode> texts = new TreeMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      texts.put(namesAndTexts[i], new TextNode(namesAndTexts[i + 1]));
    }
    return texts;
  }

  @Test
  void wrapped() throws Exception {
    Wsdl wsdl =
        offered(
            new Echo(),
            "http://apache.org/hello_world_doc_lit",
            "SOAPService",
            "SoapPort",
            "hello_world_doc_lit.wsdl");
    for (String text : Texts.HOSTILE) {
      JsonNode body = sent(wsdl.operation("greetMe", null), texts("requestType", text));

      assertThat(body.at("/greetMe/requestType").asText()).isEqualTo(text);
    }
  }

  @Test
  void bare() throws Exception {
    Wsdl wsdl =
        offered(
            new Echo(),
            "http://apache.org/hello_world_doc_lit_bare",
            "SOAPService",
            "SoapPort",
            "doc_lit_bare.wsdl");
    for (String text : Texts.HOSTILE) {
      JsonNode body =
          sent(wsdl.operation("SayHi", null), texts("tickerPrice", "12.5", "tickerSymbol", text));

      assertThat(body.at("/inout/tickerSymbol").asText()).isEqualTo(text);
      assertThat(body.at("/inout/tickerPrice").asText()).isEqualTo("12.5");
    }
    assertThat(sent(wsdl.operation("nillableParameter", null), texts("inDecimal", "7")))
        .hasToString("{\"inDecimal\":\"7\"}");
    assertThat(sent(wsdl.operation("nillableParameter", null), Map.of()))
        .hasToString("{\"inDecimal\":null}");
  }

  @Test
  void rpc() throws Exception {
    Wsdl wsdl =
        offered(
            new Echo(),
            "http://apache.org/hello_world_rpclit",
            "SOAPServiceRPCLit",
            "SoapPortRPCLit",
            "hello_world_rpc_lit.wsdl");
    for (String text : Texts.HOSTILE) {
      JsonNode body = sent(wsdl.operation("greetUs", null), texts("you", text, "me", "m"));

      assertThat(body.at("/greetUs/you").asText()).isEqualTo(text);
    }
    assertThat(
            sent(
                wsdl.operation("sendReceiveData", null),
                texts("in.elem3", "3", "in.elem1", "a", "in.elem2", "b")))
        .hasToString(
            "{\"sendReceiveData\":{\"in\":{\"elem1\":\"a\",\"elem2\":\"b\",\"elem3\":\"3\"}}}");
  }

  @Test
  void soap12() throws Exception {
    Wsdl wsdl =
        offered(
            new Echo12(),
            "http://apache.org/hello_world_soap12_http",
            "SOAPService",
            "SoapPort",
            "hello_world_soap12.wsdl");
    Operation operation = wsdl.operation("sayHiAction", SoapVersion.V1_2);

    assertThat(operation.contentType())
        .isEqualTo("application/soap+xml; charset=utf-8; action=\"sayHiAction\"");
    assertThat(sent(operation, Map.of())).hasToString("{\"sayHi\":\"\"}");
  }
}
