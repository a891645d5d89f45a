package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.delivery.Receiver.Reply;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;

/** What an administrator may do to the tables while a bridge delivers. */
class AdministratorIT {

  private static final Duration IN_FORCE = Duration.ofSeconds(2);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int MANY = 10_000;
  private static final int MINE = 100;

  private final TestDatabase database = TestDatabase.ready();
  private Receiver receiver;
  private Sending sending;

  @BeforeEach
  void start() throws IOException {
    receiver = Receiver.open();
    database.execute(
        "INSERT INTO webhooks (id, name, event, url) VALUES ("
            + MINE
            + ", 'mine', 'call.queued', ?)",
        receiver.url("/mine"));
    sending = Sending.of(database.pool(), "bridge1").started();
  }

  @AfterEach
  void stop() {
    sending.close();
    receiver.close();
    database.close();
  }

  @Test
  void tenThousandRowsAreInForceWithinTwoSecondsAgainAndAgain() {
    database.execute("INSERT INTO webhooks (event) SELECT 'call.closed' FROM seq_1_to_" + MANY);
    database.execute("UPDATE webhooks SET url = 'http://a' WHERE event = 'call.closed'");
    Await.until("all", IN_FORCE, () -> sending.catalogue.working().size() == MANY + 1);
    database.execute("UPDATE webhooks SET enabled = 0 WHERE event = 'call.closed'");
    Await.until("none", IN_FORCE, () -> sending.catalogue.working().size() == 1);
    database.execute("UPDATE webhooks SET enabled = 1 WHERE event = 'call.closed'");
    Await.until("all again", IN_FORCE, () -> sending.catalogue.working().size() == MANY + 1);
    assertDelivers();
    Await.until(
        "said of all",
        SOON,
        () ->
            database.number("SELECT COUNT(*) FROM webhook_status WHERE state = 'ok'") == MANY + 1);
  }

  @Test
  void withoutTriggersAnEditIsInForceAsSoonAndTheDatabaseStillRefusesABadOne() {
    database.execute("DROP TRIGGER webhooks_before_update");
    database.execute("DROP TRIGGER webhooks_before_insert");
    database.execute("UPDATE webhooks SET url = ? WHERE name = 'mine'", receiver.url("/other"));
    Await.until("edit", IN_FORCE, () -> url().endsWith("/other"));
    assertThatThrownBy(() -> database.execute("UPDATE webhooks SET url = NULL"))
        .hasMessageContaining("url");
    assertThatThrownBy(() -> database.execute("UPDATE webhooks SET url = 'crm.example'"))
        .hasMessageContaining("webhooks_url_is_http_or_https");
    assertDelivers();
  }

  @Test
  void aTransactionLeftOpenIsInForceWhenItEndsAndHoldsNothingUp() {
    try (Handle editor = database.loose()) {
      editor.begin();
      editor.execute("UPDATE webhooks SET url = ? WHERE name = 'mine'", receiver.url("/new"));
      assertDelivers();
      assertThat(receiver.got()).allMatch(got -> got.path().equals("/mine"));
      editor.commit();
      Await.until("edit", IN_FORCE, () -> url().endsWith("/new"));
    }
    assertDelivers();
  }

  @Test
  void lockedTablesHoldNothingUpNeitherA410() {
    for (int i = 1; i <= 3; i++) {
      database.execute(
          "INSERT INTO webhooks (event, url) VALUES ('call.queued', ?)", receiver.url("/gone"));
    }
    Await.until("read", IN_FORCE, () -> sending.catalogue.working().size() == 4);
    receiver.answer(got -> got.path().equals("/gone") ? Reply.of(410) : Reply.NO_CONTENT);
    try (Handle editor = database.loose()) {
      editor.execute("LOCK TABLES webhooks WRITE");
      editor.execute("UPDATE webhooks SET url = ? WHERE name = 'mine'", receiver.url("/new"));
      for (int i = 0; i < 5; i++) {
        assertDelivers();
      }
      editor.execute("UNLOCK TABLES");
    }
    Await.until("edit", IN_FORCE.plusSeconds(1), () -> url().endsWith("/new"));
    database.execute(
        "UPDATE deliveries SET due_at = UTC_TIMESTAMP(6) WHERE state = 'waiting' AND leased_by IS NULL");
    Await.until("gone", SOON, () -> sending.catalogue.working().size() == 1);
  }

  /** Of a new event, and soon. */
  private void assertDelivers() {
    int next = (int) sending.outbox.committedPosition() + 1;
    sending.commit(next, next);
    String id = Sending.events(next, next).get(0).id();
    Await.until(
        "event " + next,
        Duration.ofSeconds(5),
        () ->
            receiver.got().stream()
                .anyMatch(got -> got.id().equals(id) && !got.path().equals("/gone")));
  }

  private String url() {
    return sending.catalogue.find(MINE).map(webhook -> webhook.request().url().text()).orElse("");
  }
}
