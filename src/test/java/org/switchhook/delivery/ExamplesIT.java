package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.event.Event;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.webhook.EventReader;
import org.switchhook.webhook.WebhookStatus;

/** The examples in docs/integrations.md, as they are written there. */
class ExamplesIT {

  private static final Pattern EXAMPLE = Pattern.compile("(?s)```sql\n(.*?)```");
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestDatabase database = TestDatabase.ready();
  private final Map<String, String> got = new ConcurrentHashMap<>();
  private final Map<String, SortedMap<String, String>> saved = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/", this::handle);
    server.start();
    database.execute("DELETE FROM webhooks");
  }

  @AfterEach
  void stop() {
    server.stop(0);
    database.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    got.put(asked, body);
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> got.put(asked + " " + name, values.get(0)));
    byte[] answer = answer(asked).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static String answer(String asked) throws IOException {
    return switch (asked) {
      case "GET /status?wsdl" -> Files.readString(Path.of("src/test/resources/soap/status.wsdl"));
      case "POST /status" ->
          "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>";
      case "POST /token" -> "{\"access_token\": \"t1\", \"token_type\": \"Bearer\"}";
      case "GET /priority?phone=1234" -> "{\"priority\": 7}";
      case "GET /auth" -> "{\"Result\": {\"IdToken\": \"t2\", \"ExpiresIn\": 3600}}";
      default -> "{\"tier\": \"gold\"}";
    };
  }

  @Test
  void eachWorksAsItIsWritten() throws Exception {
    String here = "http://127.0.0.1:" + server.getAddress().getPort();
    String text = Files.readString(Path.of("docs", "integrations.md"));
    List<String> examples = EXAMPLE.matcher(text).results().map(ExamplesIT::sql).toList();
    assertThat(examples).hasSizeGreaterThan(4);
    examples.stream()
        .flatMap(sql -> Stream.of(sql.split("(?m);$")))
        .filter(sql -> !sql.isBlank())
        .forEach(sql -> database.execute(sql.replaceAll("https://[a-z]+\\.example", here)));

    Event ended = read("call.ended");
    Event allocated = read("call.allocated");
    try (Sending sending =
        Sending.saving(
                database.pool(),
                (pbx, call, data, by) -> saved.put(pbx + " " + call, data),
                this::confirm)
            .started()) {
      Await.until("the WSDL is read", SOON, () -> got.containsKey("GET /status?wsdl"));
      assertThat(sending.catalogue.working()).hasSize(10);
      assertThat(sending.catalogue.statuses())
          .allSatisfy(one -> assertThat(one.state()).isEqualTo(WebhookStatus.State.OK));
      sending.outbox.commit(1, List.of(read("call.queued"), ended, allocated));
      Await.until(
          "delivered",
          SOON,
          () -> database.number("SELECT COUNT(*) FROM deliveries WHERE state = 'waiting'") == 0);
    }

    assertThat(got.get("PUT /calls/pbx1-1.2"))
        .startsWith("{\"phone\":\"1234\",\"outcome\":\"call.ended\",\"queue\":\"sales\",");
    assertThat(got.get("POST /gold")).contains("\"tier\":\"gold\"");
    assertThat(got.get("POST /send")).startsWith("to=1234&agent=Agent+");
    assertThat(got).containsKey("GET /customers?phone=1234");
    assertThat(saved).isEqualTo(Map.of("pbx1 pbx1-1.2", Map.of("tier", "gold", "trace", "")));
    assertThat(database.text("SELECT MAX(effect) FROM attempts WHERE effect LIKE 'pri%'"))
        .isEqualTo("priority 7: confirmed");
    assertThat(got.get("POST /push?phone=1234"))
        .isEqualTo("status=call.ended&duration=41&custom1=");
    assertThat(got.get("POST /status"))
        .contains("call>pbx1-1.2<", "number>1234<", "status>call.ended<");
    assertThat(got).containsEntry("POST /v1/calls Authorization", "Bearer t1");
    assertThat(got).containsEntry("POST /pop Authorization", "Bearer t2");
    assertThat(got.get("POST /pop")).startsWith("{\"Username\":\"").contains("\"pbx1-1.2\"");
    assertThat(got).containsEntry("POST /keys?key=the-key X-api-key", "the-key");
    assertThat(database.number("SELECT COUNT(*) FROM attempts WHERE error NOT LIKE 'soap: %'"))
        .isZero();
  }

  private String confirm(AnsweredCall call) {
    Integer priority = call.wishes().priority();
    return priority == null ? "" : "priority " + priority + ": confirmed";
  }

  private static String sql(MatchResult block) {
    return block.group(1);
  }

  /** The example of the type, of a call that the examples are for. */
  private static Event read(String type) throws IOException {
    String schema = Files.readString(Path.of("docs", "schemas", type + ".json"));
    ObjectNode event = (ObjectNode) JSON.readTree(schema).at("/examples/0");
    ObjectNode call = (ObjectNode) event.path("call");
    call.put("id", "pbx1-1.2").put("uniqueid", "pbx1-1.2").put("direction", "inbound");
    call.withObjectProperty("queue").put("name", "sales");
    call.withObjectProperty("from").put("number", "1234");
    call.withObjectProperty("data").put("tier", "gold");
    if (type.equals("call.ended")) {
      event.put("talkMs", 40_000).put("durationMs", 41_234);
    }
    return EventReader.read(event);
  }
}
