package org.switchhook.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.config.DeliverySettings;
import org.switchhook.event.CallRef;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.Events;

/** Asks of a real server, by rows of a real table. */
class AskerIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration AT_MOST = Duration.ofSeconds(5);
  private static final String CACHED =
      """
      {"request": {"method": "GET", "params": {"tenant": "1"}},
       "response": {"save": {"tier": "{response.body.tier}"}},
       "cache": {"key": "{call.id}", "ttl": 300, "stale": 300}}
      """;

  private final TestDatabase database = TestDatabase.ready();
  private final Catalogue catalogue = new Catalogue(database.jdbi(), ZoneOffset.UTC);
  private final Exchange exchange =
      new Exchange(new DeliverySettings(8, 4, Duration.ofSeconds(3), Duration.ofSeconds(10)));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> health = new CopyOnWriteArrayList<>();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final Gate gate = new Gate();
  private final Asker asker =
      new Asker(
          catalogue,
          exchange,
          new Surroundings(new Heard(), (pbx, call, data, by, atMost) -> true, gate, one -> {}),
          InstantSource.system(),
          4);
  private volatile String answer = "{\"tier\": \"gold\"}";
  private HttpServer server;

  private final class Heard implements Health {
    @Override
    public boolean admits(long webhook) {
      return true;
    }

    @Override
    public void told(long webhook, Answer answer) {
      health.add("told " + answer.error());
    }

    @Override
    public void spared(long webhook) {
      health.add("spared");
    }
  }

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
    hanging.countDown();
    asker.close();
    exchange.close();
    catalogue.close();
    server.stop(0);
    threads.shutdownNow();
    database.close();
  }

  private void handle(HttpExchange request) throws IOException {
    asked.add(request.getRequestURI().toString());
    if (request.getRequestURI().getPath().equals("/hang")) {
      await();
    }
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    request.sendResponseHeaders(200, body.length);
    request.getResponseBody().write(body);
    request.close();
  }

  private void await() {
    try {
      hanging.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatAnsweredAnotherRequestServesNobody() {
    webhook("/crm", CACHED);
    assertThat(ask().data()).containsEntry("tier", "gold");
    answer = "{\"tier\": \"of tenant 2\"}";
    assertThat(ask().data()).as("is kept").containsEntry("tier", "gold");
    edit("UPDATE webhooks SET config = REPLACE(config, '\"1\"', '\"2\"')");
    assertThat(ask().data()).containsEntry("tier", "of tenant 2");
    assertThat(asked).containsExactly("/crm?tenant=1", "/crm?tenant=2");
  }

  @Test
  void whatAnsweredAnotherUserServesNobody() {
    webhook("/crm", CACHED);
    assertThat(ask().data()).containsEntry("tier", "gold");
    answer = "{\"tier\": \"of this user\"}";
    database.execute(
        "INSERT INTO credentials (name, type, username, secret, domain)"
            + " VALUES ('crm', 'basic', 'u', 'p', '')");
    edit("UPDATE webhooks SET credential = 'crm'");
    assertThat(ask().data()).containsEntry("tier", "of this user");
  }

  @Test
  void aKeptAnswerThatLacksWhatTheRowWantsByNowIsAskedForAgain() {
    webhook("/crm", CACHED);
    assertThat(ask().status()).isEqualTo(AskStatus.OK);
    answer = "{\"tier\": \"gold\", \"plan\": \"b\"}";
    edit(
        "UPDATE webhooks SET config = REPLACE(config, '{response.body.tier}',"
            + " '{response.body.plan}')");
    Reply reply = ask();
    assertThat(reply.status()).as(reply.reason()).isEqualTo(AskStatus.OK);
    assertThat(reply.data()).containsEntry("tier", "b");
  }

  @Test
  void whoStopsSaysNothingOfTheSystem() throws InterruptedException {
    webhook("/hang", "{}");
    Thread caller = new Thread(this::ask);
    caller.start();
    Await.until("it asks", SOON, () -> asked.contains("/hang"));
    caller.interrupt();
    caller.join(SOON.toMillis());
    assertThat(health).containsExactly("spared");
  }

  @Test
  void whoHasNoTimeSaysNothingOfTheSystem() {
    webhook("/hang", "{}");
    assertThat(ask(Duration.ofMillis(100)).status()).isEqualTo(AskStatus.TIMEOUT);
    assertThat(health).containsExactly("spared");
    edit("UPDATE webhooks SET config = '{\"request\": {\"timeout\": 0.1}}'");
    assertThat(ask().status()).isEqualTo(AskStatus.TIMEOUT);
    assertThat(health).hasSize(2).last().asString().startsWith("told ");
  }

  @Test
  void othersComputeWhileASystemIsAsked() throws Exception {
    webhook("/hang", "{}");
    Future<Boolean> coming =
        threads.submit(
            () -> {
              gate.enter();
              boolean answered = ask(SOON).status() == AskStatus.OK;
              gate.leave();
              return answered;
            });
    Await.until("it is asked", SOON, () -> asked.contains("/hang"));
    long start = System.nanoTime();
    gate.enter();
    gate.leave();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(95));
    hanging.countDown();
    assertThat(coming.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsAskedEndsWithTheBridge() throws Exception {
    webhook("/hang", "{}");
    Future<Reply> coming = threads.submit(() -> ask(Duration.ofSeconds(60)));
    Await.until("it is asked", SOON, () -> asked.contains("/hang"));
    asker.close();
    assertThat(coming.get(SOON.toSeconds(), TimeUnit.SECONDS).status())
        .isEqualTo(AskStatus.HTTP_ERROR);
  }

  @Test
  void beforeTheTableIsReadNobodyIsToldThatThereIsNoSuchRow() {
    Reply reply = ask();
    assertThat(reply.status()).isEqualTo(AskStatus.BUSY);
    assertThat(reply.reason()).contains("has not been read");
  }

  private Reply ask() {
    return ask(AT_MOST);
  }

  private Reply ask(Duration atMost) {
    CallRef call = Objects.requireNonNull(Events.queued("c1", 1).call());
    return asker.ask(
        Ask.of("crm", "pbx1", call, new TreeMap<>(), atMost, InstantSource.system().instant()));
  }

  private void webhook(String path, String config) {
    database.execute(
        "INSERT INTO webhooks (name, event, url, config) VALUES ('crm', 'ask', ?, ?)",
        "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path),
        config);
    catalogue.refresh();
  }

  private void edit(String sql) {
    database.execute(sql);
    catalogue.refresh();
  }
}
