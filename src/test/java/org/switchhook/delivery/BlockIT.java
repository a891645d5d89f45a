package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.event.Event;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.webhook.Events;

/** {@code request.block}: what waits for an answer uses it, and is never lost. */
class BlockIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ASK =
      """
      {"request": {"block": true, "timeout": 5, "body": {"seen": "{call.data.tier|none}"}},
       "response": {"save": {"tier": "{response.body.tier}"}}}
      """;
  private static final String USE = "{\"request\": {\"params\": {\"tier\": \"{call.data.tier}\"}}}";

  private final TestDatabase database = TestDatabase.ready();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final CountDownLatch answer = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
    database.execute("DELETE FROM webhooks");
  }

  @AfterEach
  void stop() {
    answer.countDown();
    server.stop(0);
    threads.shutdownNow();
    database.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().toString();
    bodies.put(path, body);
    order.add(path);
    if (path.startsWith("/slow")) {
      await();
    }
    byte[] said =
        path.startsWith("/second")
            ? "{\"tier\": \"platinum\"}".getBytes(StandardCharsets.UTF_8)
            : "{\"tier\": \"gold\"}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(path.startsWith("/ill") ? 500 : 200, said.length);
    exchange.getResponseBody().write(said);
    exchange.close();
  }

  private void await() {
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatIsSavedIsInTheBodyAndTheAddressOfThoseBehind() {
    webhook("slow", 1, ASK);
    webhook("same", 1, "{}");
    webhook("before", 0, "{}");
    webhook("behind", 2, USE);
    webhook("gold", 3, "{\"request\": {\"condition\": \"has(data.tier) && data.tier == 'gold'\"}}");
    webhook("lead", 3, "{\"request\": {\"condition\": \"has(data.tier) && data.tier == 'lead'\"}}");
    try (Sending sending = started()) {
      sending.commitUpTo(1);
      Await.until("the others go", SOON, () -> order.containsAll(List.of("/same", "/before")));
      assertThat(order).doesNotContain("/gold").noneMatch(path -> path.startsWith("/behind"));
      answer.countDown();
      awaitDelivered();
    }

    assertThat(order).contains("/gold").doesNotContain("/lead");
    assertThat(bodies.get("/behind?tier=gold")).contains("\"data\":{\"tier\":\"gold\"}");
    assertThat(bodies.get("/same")).contains("\"data\":{}");
    assertThat(database.number("SELECT COUNT(*) FROM deliveries")).isEqualTo(5);
    assertThat(database.number("SELECT COUNT(*) FROM deliveries WHERE behind IS NOT NULL"))
        .isZero();
  }

  @Test
  void anEventOfNoCallHasNothingToWaitForAndKeepsItsId() {
    webhook("slow", 1, ASK);
    webhook("behind", 2, "{}");
    database.execute(
        "UPDATE webhooks SET format = IF(name = 'behind', 'cloudevents', format), event = 'call.queued, bridge.heartbeat'");
    Event heartbeat = Events.heartbeat(1);
    try (Sending sending = started()) {
      sending.outbox.commit(1, List.of(heartbeat));
      Await.until("the other goes", SOON, () -> order.contains("/behind"));
    }
    assertThat(bodies.get("/behind"))
        .contains("\"specversion\":\"1.0\",\"id\":\"" + heartbeat.id() + "\"")
        .contains("\"source\":\"/switchhook/bridge1\"");
  }

  @Test
  void oneBlocksBehindAnother() {
    webhook("first", 1, ASK);
    webhook("second", 2, ASK);
    webhook("third", 3, USE);
    try (Sending sending = started()) {
      sending.commitUpTo(1);
      awaitDelivered();
    }

    assertThat(order).containsExactly("/first", "/second", "/third?tier=platinum");
    assertThat(bodies).containsEntry("/second", "{\"seen\":\"gold\"}");
  }

  @Test
  void ofSeveralThatBlockWithOneOrdinalAllAreWaitedFor() {
    webhook("slow", 1, ASK);
    webhook("other", 1, ASK.replace("\"save\": {\"tier\"", "\"save\": {\"plan\""));
    webhook("behind", 2, "{}");
    try (Sending sending = started()) {
      sending.commitUpTo(1);
      Await.until(
          "the other one's answer is in",
          SOON,
          () -> database.number("SELECT COUNT(*) FROM attempts WHERE saved IS NOT NULL") == 1);
      assertThat(delivery("behind", "behind")).isEqualTo(delivery("slow", "id"));
      assertThat(order).doesNotContain("/behind");
      answer.countDown();
      awaitDelivered();
    }

    assertThat(bodies.get("/behind")).contains("\"data\":{\"plan\":\"gold\",\"tier\":\"gold\"}");
  }

  @Test
  void whoBlocksAndDoesNotWantTheEventHoldsNobodyBack() {
    webhook("first", 1, ASK);
    webhook("second", 2, "{\"request\": {\"block\": true, \"condition\": \"data.tier == 'no'\"}}");
    webhook("third", 3, USE);
    try (Sending sending = started()) {
      sending.commitUpTo(1);
      awaitDelivered();
    }

    assertThat(order).containsExactly("/first", "/third?tier=gold");
  }

  @Test
  void afterAFailureTheOthersGoAtOnce() {
    webhook("ill", 1, ASK);
    webhook("behind", 2, "{}");
    try (Sending sending = started()) {
      sending.commitUpTo(1);
      Duration took = Await.until("the other goes", SOON, () -> order.contains("/behind"));
      assertThat(took).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void anAnswerThatDoesNotComeIsNotWaitedForLongerThanItsTime() {
    webhook("slow", 1, ASK.replace("\"timeout\": 5", "\"timeout\": 1"));
    webhook("behind", 2, "{}");
    try (Sending sending = started()) {
      sending.commitUpTo(1);
      Await.until("the other goes", SOON, () -> order.contains("/behind"));
    }
    assertThat(bodies.get("/behind")).contains("\"data\":{}");
  }

  @Test
  void nothingIsLostWhereTheBridgeEndsInBetween() {
    webhook("slow", 1, ASK);
    webhook("behind", 2, USE);
    // Nobody sends what it has written.
    try (Sending dead = Sending.of(database.pool(), "bridge1")) {
      dead.commitUpTo(2);
    }
    assertThat(database.number("SELECT COUNT(*) FROM deliveries WHERE state = 'waiting'"))
        .isEqualTo(4);
    answer.countDown();
    try (Sending next = started()) {
      assertThat(next.courier.isAlive()).isTrue();
      awaitDelivered();
    }

    assertThat(order).filteredOn(path -> path.equals("/behind?tier=gold")).hasSize(2);
  }

  private String delivery(String webhook, String column) {
    return database.text(
        "SELECT d.%s FROM deliveries d JOIN webhooks w ON w.id = d.webhook_id WHERE w.name = '%s'"
            .formatted(column, webhook));
  }

  private Sending started() {
    return Sending.of(database.pool(), "bridge1").started();
  }

  private void awaitDelivered() {
    Await.until(
        "all is delivered, and not only " + order,
        SOON,
        () -> database.number("SELECT COUNT(*) FROM deliveries WHERE state <> 'delivered'") == 0);
  }

  private void webhook(String name, int ordinal, String config) {
    database.execute(
        "INSERT INTO webhooks (name, ordinal, event, url, config) VALUES (?, ?, '*', ?, ?)",
        name,
        ordinal,
        "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), name),
        config);
  }
}
