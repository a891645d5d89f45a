package org.switchhook.soap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.xml.ws.Endpoint;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.xml.XmlTree;

/** Services of a real stack get what was sent, whatever it is. */
class SoapServicesIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CALLER =
      """
      {"caller": {"@id": "7<8", "name": "é 😀 & \\"Sons\\"", "age": 42,
        "since": "2026-11-22T10:00:00Z", "balance": 12.50, "vip": true, "tier": "GOLD",
        "tags": ["a,b", "<c>"], "referrer": {"@id": "9", "name": "R", "age": 1, "balance": null}}}
      """;

  private static Stack stack;
  private static Map<String, Wsdl> wsdls;

  @BeforeAll
  static void offer() throws IOException {
    stack = new Stack();
    wsdls =
        Map.of(
            "wrapped", stack.offer("/wrapped", Endpoint.create(new Services.Wrapped())),
            "wrapped12", stack.offer("/wrapped12", Endpoint.create(new Services.Wrapped12())),
            "bare", stack.offer("/bare", Endpoint.create(new Services.Bare())),
            "rpc", stack.offer("/rpc", Endpoint.create(new Services.Rpc())));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static Operation operation(String service, String action) {
    return Objects.requireNonNull(wsdls.get(service)).operation(action, null);
  }

  @ParameterizedTest
  @CsvSource({
    "wrapped, echo, echoResponse.heard",
    "wrapped, urn:wrapped#echo, echoResponse.heard",
    "wrapped12, echo, echoResponse.heard",
    "bare, echo, heard",
    "rpc, echo, echoResponse.heard"
  })
  void hostileTextsArriveAsTheyAre(String service, String action, String path) throws Exception {
    Operation operation = operation(service, action);
    for (String text : Texts.HOSTILE) {
      Map<String, JsonNode> parameters =
          service.equals("rpc")
              ? Map.of("text", new TextNode(text), "times", new TextNode("1"))
              : Map.of("text", new TextNode(text));

      String answer = stack.call(operation, parameters);

      assertThat(at(answer, "Envelope.Body." + path).asText()).isEqualTo(text);
      assertThat(Fault.in(answer)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "wrapped, keepResponse.heard, caller",
    "bare, kept, ''",
    "rpc, keepResponse.heard, caller"
  })
  void allKindsOfFieldsArrive(String service, String path, String inner) throws Exception {
    JsonNode caller = JSON.readTree(CALLER);
    Operation operation = operation(service, "keep");

    String answer = stack.call(operation, members(inner.isEmpty() ? caller.get("caller") : caller));

    JsonNode kept = at(answer, "Envelope.Body." + path);
    assertThat(kept)
        .as(answer)
        .isEqualTo(
            JSON.readTree(
                """
                {"@id": "7<8", "name": "é 😀 & \\"Sons\\"", "age": "42",
                  "since": "2026-11-22T10:00:00Z", "balance": "12.5", "vip": "true", "tier": "GOLD",
                  "tags": ["a,b", "<c>"],
                  "referrer": {"@id": "9", "name": "R", "age": "1", "balance": null}}
                """));
  }

  @Test
  void dottedNamesAreTheSameAsAnObject() throws Exception {
    Operation operation = operation("wrapped", "keep");
    Map<String, JsonNode> dotted =
        Map.of(
            "caller.@id", new TextNode("7"),
            "caller.name", new TextNode("n"),
            "caller.age", new TextNode(" 5 "),
            "caller.referrer.@id", new TextNode("8"),
            "caller.referrer.name", new TextNode("m"),
            "caller.referrer.age", new TextNode("6"));

    String answer = stack.call(operation, dotted);

    assertThat(at(answer, "Envelope.Body.keepResponse.heard"))
        .isEqualTo(
            JSON.readTree(
                """
                {"@id": "7", "name": "n", "age": "5", "balance": null,
                  "referrer": {"@id": "8", "name": "m", "age": "6", "balance": null}}
                """));
  }

  @Test
  void listsAreRepeatedElements() throws Exception {
    String answer =
        stack.call(operation("wrapped", "add"), Map.of("number", JSON.readTree("[1, 2, \"3\"]")));

    assertThat(at(answer, "Envelope.Body.addResponse.sum").asText()).isEqualTo("6");
  }

  @ParameterizedTest
  @CsvSource({"wrapped, Server", "wrapped12, Receiver"})
  void faultsSayWhy(String service, String code) throws Exception {
    String answer =
        stack.call(
            operation(service, "fail"), Map.of("reason", new TextNode("no such\n<customer>")));

    assertThat(Fault.in(answer)).isEqualTo(Optional.of(new Fault(code, "no such <customer>")));
  }

  @ParameterizedTest
  @CsvSource({"wrapped, SOAP 1.1", "wrapped12, SOAP 1.2", "bare, SOAP 1.1", "rpc, SOAP 1.1"})
  void versionIsThatOfTheBinding(String service, String version) {
    assertThat(operation(service, "echo").version()).hasToString(version);
  }

  private static JsonNode at(String answer, String path) {
    return XmlTree.read(answer).at("/" + path.replace('.', '/'));
  }

  private static Map<String, JsonNode> members(JsonNode object) {
    return JSON.convertValue(
        object, JSON.getTypeFactory().constructMapType(Map.class, String.class, JsonNode.class));
  }
}
