package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.switchhook.event.Event;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.seal.Seal;

class CatalogueIT {

  private static final Duration IN_FORCE = Duration.ofSeconds(2);
  private static final Event RING_NO_ANSWER = Events.ringNoAnswer("c", 1);

  private final TestDatabase database = TestDatabase.ready();
  private final Catalogue catalogue = new Catalogue(database.jdbi(), ZoneOffset.UTC);

  @AfterEach
  void close() {
    catalogue.close();
    database.close();
  }

  @Test
  void theFirstEventReadsTheTableWhereNobodyHas() {
    database.execute(
        "INSERT INTO webhooks (id, event, url) VALUES (31, 'AgentRingNoAnswer', 'http://a')");
    assertThat(catalogue.working()).isEmpty();
    assertThat(catalogue.present()).isEmpty();
    assertThat(catalogue.payloads(RING_NO_ANSWER, EventJson.text(RING_NO_ANSWER)))
        .extracting(Payload::webhookId)
        .contains(31L);
  }

  @Test
  void nothingIsDecidedBeforeTheTableCanBeRead() {
    database.execute("RENAME TABLE webhooks TO away");
    assertThatThrownBy(() -> catalogue.payloads(RING_NO_ANSWER, EventJson.text(RING_NO_ANSWER)))
        .isInstanceOf(JdbiException.class);
    assertThat(catalogue.present()).isEmpty();
  }

  @Test
  void anEditIsInForceWithinTwoSecondsWhileAnotherHoldsTheTable() {
    catalogue.start();
    Await.until("first read", Duration.ofSeconds(10), () -> catalogue.present().isPresent());
    try (Handle slow = database.loose();
        Handle editor = database.loose()) {
      slow.begin();
      slow.execute("UPDATE webhooks SET description = 'open' WHERE id = 2");
      slow.createQuery("SELECT * FROM webhooks WHERE id > 2 FOR UPDATE").mapToMap().list();
      editor.execute("SET innodb_lock_wait_timeout = 1");
      for (String url : List.of("http://a/1", "http://a/2", "")) {
        editor.execute("UPDATE webhooks SET url = ? WHERE id = 1", url);
        Await.until("edit", IN_FORCE, () -> url.equals(urlOfFirst()));
      }
      slow.rollback();
    }
  }

  @Test
  void truncateIsSeen() {
    database.execute("UPDATE webhooks SET url = 'http://a'");
    catalogue.start();
    Await.until("first read", Duration.ofSeconds(10), () -> catalogue.working().size() == 6);
    database.execute("TRUNCATE webhooks");
    Await.until("truncated", IN_FORCE, () -> catalogue.working().isEmpty());
    Await.until(
        "status too", IN_FORCE, () -> database.number("SELECT COUNT(*) FROM webhook_status") == 0);
  }

  @Test
  void lockTablesHoldsNothingUpAndIsSeenWhenItEnds() {
    catalogue.start();
    Await.until("first read", Duration.ofSeconds(10), () -> catalogue.present().isPresent());
    try (Handle editor = database.loose()) {
      editor.execute("LOCK TABLES webhooks WRITE");
      editor.execute("UPDATE webhooks SET url = 'http://locked' WHERE id = 1");
      editor.execute("UNLOCK TABLES");
      Await.until("edit", Duration.ofSeconds(3), () -> "http://locked".equals(urlOfFirst()));
    }
  }

  @Test
  void aBadRowThatGotInIsQuarantinedAlone() {
    database.execute("UPDATE webhooks SET url = 'http://good' WHERE id IN (1, 3)");
    catalogue.refresh();
    assertThat(catalogue.working()).containsExactly(1L, 3L);

    try (Handle handle = database.loose()) {
      handle.execute("DROP TRIGGER webhooks_before_update");
      handle.execute("SET check_constraint_checks = 0");
      handle.execute("UPDATE webhooks SET url = 'gopher://u:geheim@h' WHERE id = 1");
      handle.execute("UPDATE webhooks SET event = 'Nope', url = 'http://x' WHERE id = 2");
      handle.execute("UPDATE webhooks SET format = 'xml', url = 'http://x' WHERE id = 4");
      handle.execute("UPDATE webhooks SET url = 'http://x y' WHERE id = 5");
      handle.execute("UPDATE webhooks SET url = 'http://x:65536/' WHERE id = 6");
    }
    catalogue.refresh();

    assertThat(catalogue.working()).containsExactly(3L);
    assertThat(catalogue.payloads(RING_NO_ANSWER, EventJson.text(RING_NO_ANSWER))).isEmpty();
    assertThat(statuses())
        .containsExactly(
            "1 quarantined url: write http:// or https:// and a host",
            "2 quarantined event 'nope' is unknown",
            "3 ok ",
            "4 quarantined format 'xml' is unknown; write ucontact, standard, cloudevents, form or ''",
            "5 quarantined url: Illegal character in authority at character 8",
            "6 quarantined url: the port 65536 is none; write one from 1 to 65535");

    database.execute("UPDATE webhooks SET url = 'https://better' WHERE id = 1");
    catalogue.refresh();
    assertThat(catalogue.payloads(RING_NO_ANSWER, EventJson.text(RING_NO_ANSWER))).hasSize(1);
    assertThat(statuses()).contains("1 ok ");
  }

  @Test
  void aRowWhoseCredentialCannotBeUsedIsQuarantinedAlone() {
    database.execute("UPDATE webhooks SET url = 'http://good' WHERE id <= 5");
    database.execute("UPDATE webhooks SET credential = 'nobody' WHERE id = 2");
    database.execute("UPDATE webhooks SET credential = 'CRM' WHERE id = 3");
    try (Handle handle = database.loose()) {
      handle.execute("DROP TRIGGER credentials_before_insert");
      handle.execute("SET check_constraint_checks = 0");
      handle.execute(
          "INSERT INTO credentials (id, name, type, secret) VALUES"
              + " (1, 'crm', 'signing', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'),"
              + " (2, 'bad', 'signing', 'whsec_geheim'),"
              + " (3, 'odd', 'basic', 'geheim')");
    }
    database.execute("UPDATE webhooks SET credential = 'bad' WHERE id = 4");
    database.execute("UPDATE webhooks SET credential = 'odd' WHERE id = 5");
    catalogue.refresh();

    assertThat(catalogue.working()).containsExactly(1L, 3L);
    assertThat(statuses())
        .contains(
            "2 quarantined credential: there is no row of that name in credentials",
            "5 quarantined credential: row 3 of credentials cannot be used: username is empty;"
                + " type basic needs it")
        .anyMatch(line -> line.startsWith("4 quarantined credential: row 2 of credentials"))
        .noneMatch(line -> line.contains("geheim"));
    Credentials credentials = Credentials.inspect(database.jdbi(), Seal.NONE);
    assertThat(credentials.size()).isEqualTo(1);
    assertThat(credentials.faults()).containsOnlyKeys(2L, 3L);

    database.execute("DELETE FROM credentials WHERE name = 'crm'");
    catalogue.refresh();
    assertThat(catalogue.working()).containsExactly(1L);
  }

  @Test
  void theMatchingNameDecidesTheFormat() {
    database.execute("UPDATE webhooks SET url = 'http://a' WHERE id = 1");
    database.execute(
        "INSERT INTO webhooks (id, event, url, format) VALUES (21, '*', 'http://b', ''),"
            + " (22, 'call.rejected,AgentRingNoAnswer', 'http://c', ''),"
            + " (23, 'agent.*', 'http://d', ''),"
            + " (24, 'AgentRingNoAnswer', 'http://e', 'standard')");
    catalogue.refresh();
    String canonical = EventJson.text(RING_NO_ANSWER);
    assertThat(catalogue.payloads(RING_NO_ANSWER, EventJson.text(RING_NO_ANSWER)))
        .containsExactly(
            new Payload(
                1,
                "AgentRingNoAnswer",
                "application/json",
                "{\"event\":\"AgentRingNoAnswer\",\"date\":\"2026-11-22 03:00:13\","
                    + "\"agent\":\"agentTest\",\"agentNumber\":\"9999\","
                    + "\"agentFullName\":\"Agente Test\",\"callerIdNum\":\"1234\","
                    + "\"campaign\":\"Demo<-\"}",
                false),
            new Payload(21, "call.rejected", "application/json", canonical, false),
            new Payload(22, "call.rejected", "application/json", canonical, false),
            new Payload(24, "AgentRingNoAnswer", "application/json", canonical, false));
  }

  @Test
  void aRowIsSwitchedOffOnlyAsLongAsItHasTheAddressThatAnswered() {
    database.execute("UPDATE webhooks SET url = 'http://a' WHERE id IN (1, 2)");
    catalogue.refresh();
    Webhook first = catalogue.find(1).orElseThrow();
    Webhook second = catalogue.find(2).orElseThrow();
    database.execute("UPDATE webhooks SET url = 'http://b' WHERE id = 2");

    catalogue.switchOff(first, "the endpoint answered 410 Gone");
    catalogue.switchOff(second, "the endpoint answered 410 Gone");
    catalogue.refresh();

    assertThat(catalogue.working()).containsExactly(2L);
    assertThat(statuses()).contains("1 off the endpoint answered 410 Gone", "2 ok ");
  }

  private String urlOfFirst() {
    return catalogue.find(1).map(webhook -> webhook.request().url().text()).orElse("");
  }

  private List<String> statuses() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT CONCAT_WS(' ', webhook_id, state, reason) FROM webhook_status"
                            + " ORDER BY webhook_id")
                    .mapTo(String.class)
                    .list());
  }
}
