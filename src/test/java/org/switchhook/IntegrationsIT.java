package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.xml.parsers.DocumentBuilderFactory;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.CallCentre;
import org.xml.sax.InputSource;

/** A system beside the PBX is asked as its row of {@code webhooks} says, by real calls. */
class IntegrationsIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<Got> got = new CopyOnWriteArrayList<>();
  private Premises premises;
  private CallCentre centre;
  private HttpServer system;

  /** What the system was asked. */
  private record Got(String method, HttpUrl url, String header, String body, Instant at) {

    String path() {
      return "/" + url.pathSegments().get(0);
    }
  }

  @BeforeEach
  void open() throws Exception {
    premises = Premises.open();
    centre = new CallCentre(premises.pbx());
    system = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    system.createContext("/", this::answer);
    system.start();
  }

  @AfterEach
  void close() throws IOException {
    system.stop(0);
    centre.close();
    premises.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String header = String.valueOf(exchange.getRequestHeaders().getFirst("X-Name"));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    HttpUrl url = HttpUrl.get("http://h" + exchange.getRequestURI());
    got.add(new Got(exchange.getRequestMethod(), url, header, body, Instant.now()));
    byte[] answer =
        "{\"customer\": {\"tier\": \"gold\", \"open\": 3}}".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("X-Trace", "t-1");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Test
  void whatACallerTypesIsAValueWhereverItStands() throws Exception {
    String name = "\"}],\"x\":1,{event}%0d%0aX-Evil: 1 <b>é😀";
    webhook("path", "call.queued", "/path/{call.from.name}/end", "{\"request\": {}}");
    webhook(
        "query",
        "call.queued",
        "/query?a=1",
        """
        {"request": {"method": "GET", "params": {"name": "{call.from.name}"},
                     "headers": {"X-Name": "{call.from.name}"}}}
        """);
    webhook("json", "call.queued", "/json", "{\"request\": {\"body\": [\"{call.from.name}\"]}}");
    webhook(
        "xml",
        "call.queued",
        "/xml",
        "{\"request\": {\"text\": \"<a b='{call.from.name}'>{call.from.name}</a>\"}}");
    webhook(
        "form",
        "call.queued",
        "/form",
        """
        {"request": {"text": "n={call.from.name}&m=1",
                     "headers": {"Content-Type": "application/x-www-form-urlencoded"}}}
        """);
    BridgeProcess bridge = premises.bridge();
    bridge.awaitConnected();
    String quoted = '"' + name.replace("\"", "\\\"") + '"';
    centre.driver().originate("Local/hold@caller", "inbound", "7000", quoted + " <00541155>");
    centre.driver().await("QueueCallerJoin");
    Await.until("all are asked, and not only " + got, SOON, () -> got.size() == 5);
    centre.clear();

    assertThat(at("/path").url.pathSegments()).containsExactly("path", name, "end");
    assertThat(at("/query").url.queryParameter("name")).isEqualTo(name);
    assertThat(at("/query").url.querySize()).isEqualTo(2);
    assertThat(URLDecoder.decode(at("/query").header, StandardCharsets.UTF_8)).isEqualTo(name);
    assertThat(JSON.readTree(at("/json").body)).isEqualTo(JSON.valueToTree(List.of(name)));
    var xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(at("/xml").body)))
            .getDocumentElement();
    assertThat(xml.getTextContent()).isEqualTo(name);
    assertThat(xml.getAttribute("b")).isEqualTo(name);
    assertThat(at("/form").body.split("&")).hasSize(2);
    assertThat(URLDecoder.decode(at("/form").body, StandardCharsets.UTF_8))
        .isEqualTo("n=" + name + "&m=1");
  }

  @Test
  void whatASystemAnswersIsDataOfTheCallWithinASecond() {
    webhook(
        "customer",
        "call.received",
        "/customer",
        """
        {"request": {"method": "GET", "params": {"phone": "{call.from.number}"}},
         "response": {"save": {"tier": "{response.body.customer.tier}",
                               "open": "{response.body.customer.open}",
                               "trace": "{response.headers.X-Trace}", "source": "crm"}}}
        """);
    webhook(
        "sparse",
        "call.received",
        "/sparse",
        "{\"response\": {\"save\": {\"none\": \"{response.body.nobody}\"}}}");
    BridgeProcess bridge = premises.bridge();
    bridge.awaitConnected();
    centre.call("7000");
    String call = centre.driver().await("QueueCallerJoin").get("Uniqueid");
    Await.until("both are asked", SOON, () -> got.size() == 2);
    Await.until("and answered", SOON, () -> delivered("customer") && delivered("sparse"));
    centre.trunk().hangup();
    premises.inbox().await(Premises.ALL, call, "call.closed");

    JsonNode ended = premises.inbox().await(Premises.ALL, call, "call.abandoned").json();
    assertThat(ended.at("/call/data").toString())
        .isEqualTo("{\"open\":\"3\",\"source\":\"crm\",\"tier\":\"gold\",\"trace\":\"t-1\"}");
    assertThat(
            premises.count(
                "SELECT COUNT(*) FROM attempts WHERE status = 200 AND error LIKE"
                    + " 'nothing is saved: {response.body.nobody} has no value in this %'"))
        .isEqualTo(1);
  }

  private boolean delivered(String name) {
    return premises.count(
            "SELECT COUNT(*) FROM deliveries JOIN webhooks ON webhooks.id = webhook_id WHERE"
                + " state = 'delivered' AND name = '"
                + name
                + "'")
        == 1;
  }

  private Got at(String path) {
    return got.stream().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
  }

  private void webhook(String name, String event, String path, String config) {
    String url = "http://127.0.0.1:" + system.getAddress().getPort() + path;
    premises
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO webhooks (name, event, url, config) VALUES (?, ?, ?, ?)",
                    name,
                    event,
                    url,
                    config));
  }
}
