package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.config.DeliverySettings;
import org.switchhook.event.Event;
import org.switchhook.exchange.Exchange;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.Deliveries;
import org.switchhook.outbox.Endpoints;
import org.switchhook.outbox.Onlooker;
import org.switchhook.outbox.Outbox;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.Events;

/** A real MariaDB on the one side, a real HTTP receiver on the other. */
class CourierIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final TestDatabase database = TestDatabase.ready();
  private final MockWebServer receiver = new MockWebServer();
  private final Catalogue catalogue = new Catalogue(database.jdbi(), ZoneOffset.UTC);
  private final List<AutoCloseable> open = new ArrayList<>();
  private Courier courier;
  private Outbox outbox;

  @BeforeEach
  void start() throws IOException {
    receiver.start();
    database.execute("UPDATE webhooks SET url = ? WHERE id = 1", receiver.url("/hook").toString());
    catalogue.refresh();
    catalogue.start();
    courier = courier("bridge1", 4);
    outbox = new Outbox(database.pool(), "bridge1", "j", catalogue::payloads, courier);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    catalogue.close();
    receiver.close();
    database.close();
  }

  @Test
  void fiveHundredTwiceThenTwoHundred() throws Exception {
    answer(500, "no");
    answer(500, "not yet");
    answer(200, "thanks");
    courier.start();
    Event event = Events.ringNoAnswer("c1", 1);
    outbox.commit(1, List.of(event));

    List<RecordedRequest> requests = new ArrayList<>();
    requests.add(take());
    assertDueIn(1, 4, 6);
    requests.add(take());
    assertDueIn(2, 24, 36);
    requests.add(take());
    awaitState("delivered", 1);

    assertThat(requests)
        .extracting(request -> request.getHeaders().get("X-Switchhook-Attempt"))
        .containsExactly("1", "2", "3");
    assertThat(requests)
        .allSatisfy(
            request -> {
              assertThat(request.getHeaders().get("webhook-id")).isEqualTo(event.id());
              assertThat(request.getHeaders().get("X-Switchhook-Event"))
                  .isEqualTo("AgentRingNoAnswer");
              assertThat(request.getHeaders().get("X-Switchhook-Delivery")).isEqualTo("1");
              assertThat(request.getBody().utf8())
                  .isEqualTo(
                      "{\"event\":\"AgentRingNoAnswer\",\"date\":\"2026-11-22 03:00:13\","
                          + "\"agent\":\"agentTest\",\"agentNumber\":\"9999\","
                          + "\"agentFullName\":\"Agente Test\",\"callerIdNum\":\"1234\","
                          + "\"campaign\":\"Demo<-\"}");
            });
    assertThat(
            database.text(
                "SELECT GROUP_CONCAT(number, ' ', status, ' ', answer ORDER BY number SEPARATOR"
                    + " '; ') FROM attempts"))
        .isEqualTo("1 500 no; 2 500 not yet; 3 200 thanks");
    assertThat(receiver.getRequestCount()).isEqualTo(3);
  }

  @Test
  void aKilledDatabaseLosesNothingThatWasCommitted() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      events.add(Events.ringNoAnswer("c" + i, 1));
      answer(200, "");
    }
    outbox.commit(1, events);
    TestDatabase.server().kill();
    courier.start();
    TestDatabase.server().start();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.add(take().getHeaders().get("webhook-id"));
    }
    assertThat(ids).containsExactlyInAnyOrderElementsOf(events.stream().map(Event::id).toList());
    awaitState("delivered", 20);
    assertThat(outbox.committedPosition()).isEqualTo(1);
  }

  @Test
  void aResultIsKeptWhileTheDatabaseIsAway() throws Exception {
    receiver.enqueue(
        new MockResponse.Builder().code(200).headersDelay(500, TimeUnit.MILLISECONDS).build());
    courier.start();
    outbox.commit(1, List.of(Events.ringNoAnswer("c1", 1)));
    take();
    TestDatabase.server().kill(); // while the receiver thinks
    TestDatabase.server().start();
    awaitState("delivered", 1);
    assertThat(receiver.getRequestCount()).isEqualTo(1);
  }

  @Test
  void twoCouriersShareTheWorkAndSendNothingTwice() throws Exception {
    int count = 200;
    List<Event> events = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      events.add(Events.ringNoAnswer("c" + i, 1));
      receiver.enqueue(
          new MockResponse.Builder().code(200).headersDelay(5, TimeUnit.MILLISECONDS).build());
    }
    outbox.commit(1, events);
    Courier second = courier("bridge2", 4);
    courier.start();
    second.start();
    awaitState("delivered", count);
    assertThat(receiver.getRequestCount()).isEqualTo(count);
    assertThat(database.number("SELECT COUNT(DISTINCT delivery_id) FROM attempts"))
        .isEqualTo(count);
    assertThat(database.number("SELECT COUNT(DISTINCT bridge) FROM attempts")).isEqualTo(2);
  }

  @Test
  void goneSwitchesTheWebhookOffAndWhatWaitsGoesWhenItIsOnAgain() throws Exception {
    answer(410, "");
    courier.start();
    outbox.commit(1, List.of(Events.ringNoAnswer("c1", 1)));
    take();
    Await.until("off", SOON, () -> catalogue.working().isEmpty());
    awaitState("waiting", 1);
    assertThat(database.text("SELECT reason FROM webhook_status WHERE webhook_id = 1"))
        .contains("410 Gone", "set enabled = 1");

    answer(200, "");
    Await.until("recorded", SOON, () -> database.number("SELECT COUNT(*) FROM attempts") == 1);
    database.execute("UPDATE deliveries SET due_at = UTC_TIMESTAMP(6)");
    database.execute("UPDATE webhooks SET enabled = 1 WHERE id = 1");
    assertThat(take().getHeaders().get("X-Switchhook-Attempt")).isEqualTo("2");
    awaitState("delivered", 1);
  }

  @Test
  void whatWaitsForADeletedWebhookBecomesADeadLetter() {
    outbox.commit(1, List.of(Events.ringNoAnswer("c1", 1)));
    database.execute("DELETE FROM webhooks WHERE id = 1");
    catalogue.refresh();
    courier.start();
    awaitState("dead", 1);
  }

  @Test
  void aWebhookThatAnotherBridgeHasSeenFirstIsNotTakenForDeleted() throws Exception {
    catalogue.close(); // it does not look by itself any more
    database.execute(
        "INSERT INTO webhooks (id, event, url) VALUES (999, 'AgentRingNoAnswer', ?)",
        receiver.url("/new").toString());
    try (Catalogue ahead = new Catalogue(database.jdbi(), ZoneOffset.UTC)) {
      ahead.refresh();
      new Outbox(database.pool(), "bridge2", "j", ahead::payloads, new Onlooker(0))
          .commit(1, List.of(Events.ringNoAnswer("c1", 1)));
    }
    answer(200, "");
    answer(200, "");
    courier.start();
    awaitState("delivered", 2);
  }

  @Test
  void afterTheLastAttemptItIsADeadLetter() throws Exception {
    outbox.commit(1, List.of(Events.ringNoAnswer("c1", 1)));
    database.execute("UPDATE deliveries SET attempts = 18");
    answer(503, "");
    courier.start();
    take();
    awaitState("dead", 1);
    assertThat(database.text("SELECT reason FROM deliveries")).contains("19");
  }

  @Test
  void aConnectionThatBreaksIsAnAttemptWithAnErrorAndNoStatus() throws Exception {
    receiver.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    courier.start();
    outbox.commit(1, List.of(Events.ringNoAnswer("c1", 1)));
    take();
    Await.until("recorded", SOON, () -> database.number("SELECT COUNT(*) FROM attempts") == 1);
    assertThat(
            database.number("SELECT COUNT(*) FROM attempts WHERE status IS NULL AND error <> ''"))
        .isEqualTo(1);
    awaitState("waiting", 1);
  }

  @Test
  void aPlaceIsFreeAgainWhateverHappens() throws Exception {
    AtomicInteger trouble = new AtomicInteger(2); // as it is sent, and as that is to be recorded
    Schedule schedule =
        new Schedule(
            () -> {
              if (trouble.getAndDecrement() > 0) {
                throw new StackOverflowError("wanted");
              }
              return 0.5;
            });
    courier = courier("bridge1", 1, schedule);
    courier.start();
    outbox = new Outbox(database.pool(), "bridge1", "j", catalogue::payloads, courier);
    answer(500, "");
    answer(200, "");
    answer(200, "");
    outbox.commit(1, List.of(Events.ringNoAnswer("c1", 1)));
    take();
    awaitState("waiting", 1);
    outbox.commit(2, List.of(Events.ringNoAnswer("c2", 1)));
    take();
    awaitState("delivered", 1);
    assertThat(
            database.number(
                "SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(6), due_at) FROM deliveries"
                    + " WHERE state = 'waiting'"))
        .as("no storm")
        .isBetween(20L, 60L);
  }

  @Test
  void drainingLetsWhatIsInFlightEnd() throws Exception {
    receiver.enqueue(
        new MockResponse.Builder().code(200).headersDelay(700, TimeUnit.MILLISECONDS).build());
    courier.start();
    outbox.commit(1, List.of(Events.ringNoAnswer("c1", 1)));
    take();
    assertThat(courier.drain(Duration.ofSeconds(5))).isTrue();
    assertThat(database.text("SELECT state FROM deliveries")).isEqualTo("delivered");
  }

  private Courier courier(String bridge, int workers) {
    return courier(bridge, workers, new Schedule(Math::random));
  }

  private Courier courier(String bridge, int workers, Schedule schedule) {
    DeliverySettings settings =
        new DeliverySettings(workers, workers, Duration.ofSeconds(3), Duration.ofSeconds(10));
    Courier made =
        new Courier(
            new Stores(
                new Deliveries(database.pool(), bridge), new Endpoints(database.jdbi(), bridge)),
            catalogue,
            new Exchange(settings),
            schedule,
            settings);
    open.add(made);
    return made;
  }

  private void answer(int status, String body) {
    receiver.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  private RecordedRequest take() throws InterruptedException {
    RecordedRequest request = receiver.takeRequest(SOON.toSeconds(), TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  /** The attempt is over and the next one so many seconds away; then the time is made to pass. */
  private void assertDueIn(int attempts, int least, int most) {
    Await.until(
        "attempt " + attempts,
        SOON,
        () -> database.number("SELECT COUNT(*) FROM attempts") == attempts);
    long micros =
        database.number(
            "SELECT TIMESTAMPDIFF(MICROSECOND, MAX(a.started_at) + INTERVAL MAX(a.duration_ms) * 1000"
                + " MICROSECOND, MAX(d.due_at)) FROM deliveries d JOIN attempts a"
                + " ON a.delivery_id = d.id");
    assertThat(micros / 1e6).isBetween((double) least, most + 2.0);
    database.execute("UPDATE deliveries SET due_at = UTC_TIMESTAMP(6)");
  }

  private void awaitState(String state, int count) {
    Await.until(
        state,
        SOON,
        () -> {
          try {
            return database.number(
                    "SELECT COUNT(*) FROM deliveries WHERE leased_by IS NULL AND state = '"
                        + state
                        + "'")
                == count;
          } catch (JdbiException e) {
            return false; // the database is on its way back
          }
        });
  }
}
