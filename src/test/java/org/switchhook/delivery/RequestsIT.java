package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.event.Event;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.webhook.Events;

/** What stands in a row of the table is what arrives at a server. */
class RequestsIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final TestDatabase database = TestDatabase.ready();
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private volatile int status = 204;
  private volatile String answer = "";
  private HttpServer server;

  private record Got(String method, String uri, Map<String, List<String>> headers, String body) {}

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
    got.add(
        new Got(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void methodAddressHeadersAndBodyAreThoseOfTheRow() {
    webhook(
        1,
        "/calls/{call.id}?event={event}",
        """
        {"request": {"method": "PATCH", "params": {"from": "{call.from.name}"},
          "headers": {"X-Name": "{call.from.name}", "User-Agent": "crm"},
          "body": {"queue": "{call.queue}", "talk": "{talkMs}"}}}
        """);
    webhook(2, "/get", "{\"request\": {\"method\": \"GET\", \"params\": {\"n\": \"{sequence}\"}}}");
    webhook(3, "/bare", "{\"request\": {\"method\": \"DELETE\"}}");
    webhook(
        4,
        "/xml",
        "{\"request\": {\"text\": \"<call name=\\\"{call.from.name}\\\">{event}</call>\"}}");

    tell(Events.ended("c/1", 1));

    Got patch = at("/calls/");
    assertThat(patch.method).isEqualTo("PATCH");
    assertThat(patch.uri).isEqualTo("/calls/c%2F1?event=call.ended&from=%C3%91and%C3%BA%20%22x%22");
    assertThat(patch.headers.get("X-name")).containsExactly("%C3%91and%C3%BA \"x\"");
    assertThat(patch.headers.get("User-agent")).containsExactly("crm");
    assertThat(patch.headers.get("Content-type")).containsExactly("application/json");
    assertThat(patch.body).isEqualTo("{\"queue\":{\"name\":\"Demo<-\"},\"talk\":4000}");
    assertThat(at("/get")).returns("GET", Got::method).returns("/get?n=1", Got::uri);
    assertThat(at("/get").body).isEmpty();
    assertThat(at("/get").headers).doesNotContainKey("Content-type").containsKey("Webhook-id");
    assertThat(at("/bare").method).isEqualTo("DELETE");
    assertThat(at("/bare").body).contains("\"type\":\"call.ended\"");
    assertThat(at("/xml").body).isEqualTo("<call name=\"Ñandú &quot;x&quot;\">call.ended</call>");
    assertThat(at("/xml").headers.get("Content-type"))
        .containsExactly("application/xml; charset=utf-8");
    assertThat(database.number("SELECT COUNT(*) FROM deliveries WHERE state <> 'delivered'"))
        .isZero();
  }

  @Test
  void aValueThatIsMissingFailsTheAttemptUntilTheRowIsPutRight() {
    webhook(1, "/body", "{\"request\": {\"body\": \"a {call.data.tier}\"}}");
    webhook(2, "/path/{call.data.tier}", "");
    try (Sending sending = Sending.of(database.pool(), "bridge1").started()) {
      sending.outbox.commit(1, List.of(Events.ended("c1", 1)));
      Await.until("attempted", SOON, () -> number("COUNT(*) FROM attempts") == 2);
      assertThat(number("COUNT(*) FROM attempts WHERE error LIKE '{call.data.tier} has no value%'"))
          .isEqualTo(2);
      assertThat(number("COUNT(*) FROM endpoints WHERE failures > 0")).isZero();

      database.execute(
          "UPDATE webhooks SET config = REPLACE(config, 'tier}', 'tier|none}'),"
              + " url = REPLACE(url, 'tier}', 'tier|none}')");
      sending.catalogue.refresh();
      database.execute("UPDATE deliveries SET due_at = UTC_TIMESTAMP(6)");
      awaitDelivered();
    }
    assertThat(at("/body").body).isEqualTo("\"a none\"");
    assertThat(at("/path/").uri).isEqualTo("/path/none");
  }

  @Test
  void onlyWhatIsWantedGoesOut() {
    webhook(1, "/queue", "");
    database.execute("UPDATE webhooks SET queues = 'sales, support' WHERE id = 1");
    webhook(2, "/condition", "{\"request\": {\"condition\": \"event.talkMs > 3000\"}}");
    webhook(3, "/fails", "{\"request\": {\"condition\": \"call.data.tier == 'gold'\"}}");
    webhook(4, "/last", "");
    try (Sending sending = Sending.of(database.pool(), "bridge1").started()) {
      sending.outbox.commit(1, List.of(Events.ended("c1", 1)));
      awaitDelivered();
      Await.until(
          "the failure is shown",
          SOON,
          () ->
              number(
                      "COUNT(*) FROM webhook_status WHERE webhook_id = 3 AND state = 'ok'"
                          + " AND reason LIKE 'condition failed 1 times, last: %tier%'")
                  == 1);
    }
    assertThat(got).extracting(Got::uri).containsExactlyInAnyOrder("/condition", "/last");
  }

  /** A SOAP service says with any status that it did not do what was asked. */
  @Test
  void aFaultIsAFailureWithAnyStatus() {
    String wsdl = Path.of("src/test/resources/soap/status.wsdl").toAbsolutePath().toString();
    webhook(
        1,
        "/soap",
        """
        {"request": {"soap": {"wsdl": "%s", "action": "PushStatus",
          "params": {"call": "{call.id}", "caller.number": "1", "status": "x"}}}}
        """
            .formatted(wsdl));
    status = 200;
    answer =
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault>"
            + "<faultcode>s:Client</faultcode><faultstring>no such call</faultstring>"
            + "</s:Fault></s:Body></s:Envelope>";
    try (Sending sending = Sending.of(database.pool(), "bridge1").started()) {
      sending.outbox.commit(1, List.of(Events.ended("c1", 1)));
      // The first attempt may be before the WSDL is read; the second is 5 s later.
      Await.until("asked", SOON, () -> number("COUNT(*) FROM attempts WHERE status = 200") == 1);
    }
    assertThat(
            number(
                "COUNT(*) FROM attempts WHERE status = 200"
                    + " AND error = 'SOAP Fault Client: no such call'"))
        .isEqualTo(1);
    assertThat(number("COUNT(*) FROM deliveries WHERE state = 'waiting'")).isEqualTo(1);
  }

  @Test
  void oneAddressThatIsGoneIsNotTheWebhook() {
    webhook(1, "/{call.id}", "");
    status = 410;
    try (Sending sending = Sending.of(database.pool(), "bridge1").started()) {
      sending.outbox.commit(1, List.of(Events.ended("c1", 1)));
      Await.until(
          "dead",
          SOON,
          () ->
              number("COUNT(*) FROM deliveries WHERE state = 'dead' AND reason LIKE '%410%'") == 1);
    }
    assertThat(number("enabled FROM webhooks WHERE id = 1")).isEqualTo(1);
  }

  private void tell(Event event) {
    try (Sending sending = Sending.of(database.pool(), "bridge1").started()) {
      sending.outbox.commit(1, List.of(event));
      awaitDelivered();
    }
  }

  private void awaitDelivered() {
    Await.until(
        "delivered", SOON, () -> number("COUNT(*) FROM deliveries WHERE state = 'waiting'") == 0);
  }

  private long number(String select) {
    return database.number("SELECT " + select);
  }

  private Got at(String path) {
    return got.stream().filter(one -> one.uri.startsWith(path)).findFirst().orElseThrow();
  }

  private void webhook(int id, String path, String config) {
    database.execute(
        "INSERT INTO webhooks (id, name, event, url, config)"
            + " VALUES (?, ?, 'call.ended', ?, NULLIF(?, ''))",
        id,
        "w" + id,
        "http://127.0.0.1:" + server.getAddress().getPort() + path,
        config);
  }
}
