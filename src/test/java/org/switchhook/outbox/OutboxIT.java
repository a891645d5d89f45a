package org.switchhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.switchhook.LogLines;
import org.switchhook.config.DatabaseSettings;
import org.switchhook.config.Secret;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Event;
import org.switchhook.event.Subject;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.EventJson;
import org.switchhook.webhook.Events;
import org.switchhook.webhook.Payload;

class OutboxIT {

  private final TestDatabase database = TestDatabase.ready();
  private final Onlooker onlooker = new Onlooker(0);
  private final Outbox outbox = outbox("journal1");

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void eventsDeliveriesAndPositionTogether() {
    assertThat(outbox.committedPosition()).isEqualTo(-1);
    Event first = Events.queued("c1", 1);
    outbox.commit(7, List.of(first, Events.ringNoAnswer("c1", 2)));
    assertThat(outbox.committedPosition()).isEqualTo(7);
    assertThat(database.number("SELECT COUNT(*) FROM events")).isEqualTo(2);
    assertThat(database.text("SELECT body FROM events WHERE sequence = 1"))
        .isEqualTo(EventJson.text(first));
    assertThat(
            database.number(
                "SELECT COUNT(*) FROM deliveries WHERE state = 'waiting' AND webhook_id IN (1, 2)"
                    + " AND due_at <= UTC_TIMESTAMP(6)"))
        .isEqualTo(4);
    assertThat(onlooker.waiting).hasSize(1);
  }

  @Test
  void whatIsCommittedIsSkipped() {
    outbox.commit(7, List.of(Events.queued("c1", 1)));
    outbox.commit(7, List.of(Events.queued("c2", 1)));
    outbox.commit(6, List.of(Events.queued("c3", 1)));
    assertThat(database.number("SELECT COUNT(*) FROM events")).isEqualTo(1);
    assertThat(outbox.committedPosition()).isEqualTo(7);
  }

  @Test
  void theSameEventRecordedAgainIsNoSecondOne() {
    Event event = Events.queued("c1", 1);
    outbox.commit(7, List.of(event));
    Event again = event.recordedAt(event.recordedAt().plusSeconds(60));
    outbox("journal2").commit(3, List.of(again, again, Events.closed("c1", 2)));
    assertThat(database.number("SELECT COUNT(*) FROM events")).isEqualTo(2);
    assertThat(database.number("SELECT COUNT(*) FROM deliveries")).isEqualTo(4);
    assertThat(outbox("journal2").committedPosition()).isEqualTo(3);
    assertThat(outbox.committedPosition()).isEqualTo(-1);
  }

  @Test
  void theSameIdWithOtherContentIsAnErrorInTheLogAndHoldsNothingBack() {
    Event first = Events.rejected("c1", 1, CallDetail.Outcome.NO_ANSWER);
    outbox.commit(1, List.of(first));
    Event other = Events.rejected("c1", 1, CallDetail.Outcome.BUSY);
    List<String> errors =
        LogLines.of(
            EventLog.class.getName(),
            () -> outbox.commit(2, List.of(Events.queued("c2", 1), other)));
    assertThat(errors).singleElement().asString().contains(other.id(), "no_answer", "busy");
    assertThat(database.number("SELECT COUNT(*) FROM events")).isEqualTo(2);
    assertThat(database.number("SELECT COUNT(*) FROM events WHERE body LIKE '%no_answer%'"))
        .isEqualTo(1);
    assertThat(outbox.committedPosition()).isEqualTo(2);
  }

  @Test
  void eachDeliveryIsOfItsEvent() {
    outbox.commit(1, List.of(Events.queued("c1", 1)));
    outbox.commit(
        2, List.of(Events.queued("c2", 1), Events.ringNoAnswer("c2", 2), Events.closed("c2", 3)));
    assertThat(
            database.text(
                "SELECT GROUP_CONCAT(CONCAT_WS(' ', e.subject, e.sequence, d.sequence, webhook_id)"
                    + " ORDER BY d.id) FROM deliveries d JOIN events e ON e.id = d.event_row"))
        .isEqualTo("c1 1 1 1,c1 1 1 2,c2 1 1 1,c2 1 1 2,c2 2 2 1,c2 2 2 2,c2 3 3 1,c2 3 3 2");
  }

  @Test
  void anEventThatNobodyAsksForIsKept() {
    Subscriptions none = (event, json) -> List.of();
    Outbox silent = new Outbox(database.pool(), "bridge1", "journal1", none, onlooker);
    silent.commit(1, List.of(Events.queued("c1", 1)));
    silent.commit(2, List.of(Events.queued("c2", 1)));
    silent.commit(2, List.of(Events.queued("c3", 1)));
    assertThat(database.number("SELECT COUNT(*) FROM events")).isEqualTo(2);
    assertThat(silent.committedPosition()).isEqualTo(2);
    assertThat(onlooker.waiting).isEmpty();
  }

  @Test
  void whoChangesATableStopsNothing() {
    outbox.commit(1, List.of(Events.queued("c1", 1)));
    int sequence = 1;
    for (String table : List.of("events", "deliveries", "bridge_position")) {
      outbox.commit(++sequence, List.of(Events.ringNoAnswer("c1", sequence)));
      database.execute("ALTER TABLE " + table + " COMMENT 'changed'");
      outbox.commit(++sequence, List.of(Events.ringNoAnswer("c1", sequence)));
    }
    assertThat(database.number("SELECT COUNT(*) FROM events")).isEqualTo(sequence);
    assertThat(database.number("SELECT COUNT(*) FROM deliveries")).isEqualTo(2L * sequence);
    assertThat(outbox.committedPosition()).isEqualTo(sequence);
  }

  @Test
  void subjectsThatDifferInCaseOrABlankAreTwo() {
    outbox.commit(1, List.of(Events.queued("c1", 1), Events.queued("C1", 1)));
    outbox.commit(2, List.of(Events.queued("c1 ", 1)));
    assertThat(database.number("SELECT COUNT(*) FROM events")).isEqualTo(3);
  }

  @Test
  void whereSequencesGoOn() {
    outbox.commit(1, List.of(Events.queued("open", 1), Events.queued("over", 1)));
    outbox.commit(2, List.of(Events.ringNoAnswer("open", 2), Events.closed("over", 2)));
    outbox.commit(3, List.of(Events.loggedIn(1), Events.loggedOut(2), Events.heartbeat(9)));
    outbox.commit(4, List.of(Events.queued("old", 1)));
    database.execute("UPDATE events SET time = UTC_TIMESTAMP(6)");
    database.execute(
        "UPDATE events SET time = UTC_TIMESTAMP(6) - INTERVAL 25 HOUR"
            + " WHERE subject = 'old' OR subject_kind <> 'call'");
    assertThat(outbox.highestSequences())
        .isEqualTo(
            Map.of(
                new Subject(Subject.Kind.CALL, "pbx1", "open"), 2L,
                new Subject(Subject.Kind.AGENT, "pbx1", "PJSIP/9999"), 2L,
                new Subject(Subject.Kind.BRIDGE, "bridge1", "bridge1"), 9L));
  }

  @Test
  void theVictimOfADeadlockBeginsAgain() throws Exception {
    outbox.commit(1, List.of(Events.queued("c1", 1)));
    try (Handle other = database.jdbi().open()) {
      other.begin();
      // It has changed much, so InnoDB takes the bridge's transaction as the victim.
      other.execute("UPDATE webhooks SET description = 'x'");
      other.execute(
          "INSERT INTO events (event_id, bridge, subject_kind, pbx, subject, sequence, type, time,"
              + " recorded_at, body) SELECT CONCAT('x', seq), 'x', 'call', 'x', 'x', seq, 'x',"
              + " UTC_TIMESTAMP(), UTC_TIMESTAMP(), '{}' FROM seq_1_to_500");
      Event wanted = Events.closed("c1", 2);
      other.execute("UPDATE events SET event_id = ? WHERE event_id = 'x1'", wanted.id());
      CompletableFuture<Void> commit =
          CompletableFuture.runAsync(() -> outbox.commit(2, List.of(wanted)));
      Await.until(
          "the commit waits for us",
          Duration.ofSeconds(10),
          () ->
              database.number(
                      // Not innodb_trx: who asks it again within 0.1 s gets the old answer.
                      "SELECT VARIABLE_VALUE FROM information_schema.global_status"
                          + " WHERE VARIABLE_NAME = 'INNODB_ROW_LOCK_CURRENT_WAITS'")
                  == 1);
      other.execute("SELECT * FROM bridge_position FOR UPDATE"); // and we for the commit
      other.rollback();
      commit.get(10, TimeUnit.SECONDS);
    }
    assertThat(outbox.committedPosition()).isEqualTo(2);
    assertThat(database.number("SELECT COUNT(*) FROM events")).isEqualTo(2);
  }

  @Test
  void theBridgesRoleIsEnoughForAllOfIt() {
    database.execute("UPDATE webhooks SET url = 'http://a' WHERE event = 'QueueJoin'");
    database.execute("CREATE OR REPLACE USER onlybridge@'%' IDENTIFIED BY 'x'");
    database.execute("GRANT switchhook_bridge TO onlybridge@'%'");
    database.execute("SET DEFAULT ROLE switchhook_bridge FOR onlybridge@'%'");
    DatabaseSettings settings =
        new DatabaseSettings(database.settings().url(), "onlybridge", new Secret("x"));
    try (Database poor = Database.of(settings, 2);
        Catalogue catalogue = new Catalogue(poor.jdbi(), ZoneOffset.UTC)) {
      catalogue.refresh();
      Outbox own = new Outbox(poor, "b", "j", catalogue::payloads, new Onlooker(0));
      own.commit(1, List.of(Events.queued("c1", 1)));
      database.execute("UPDATE events SET time = UTC_TIMESTAMP(6)");
      Deliveries deliveries = new Deliveries(poor, "b");
      long webhook = deliveries.dueWebhooks().get(0);
      Delivery delivery = deliveries.claim(webhook, 1, true, Duration.ofSeconds(9)).get(0);
      Attempt attempt = new Attempt(Events.TIME, Duration.ZERO, 410, null, "");
      assertThat(deliveries.renew(Set.of(delivery.id()), Duration.ofSeconds(9))).hasSize(1);
      Result dead = new Result(delivery, attempt, Next.dead("x"));
      assertThat(deliveries.record(List.of(dead))).isEmpty();
      Endpoints endpoints = new Endpoints(poor.jdbi(), "b");
      endpoints.report(List.of(new EndpointReport(7, "closed", null, 0, true, null)));
      assertThat(endpoints.read()).hasSize(1);
      endpoints.forgetAllBut(Set.of());
      assertThat(endpoints.read()).isEmpty();
      catalogue.switchOff(catalogue.find(delivery.webhookId()).orElseThrow(), "gone");
      assertThat(catalogue.working()).isEmpty();
      assertThat(own.highestSequences()).hasSize(1);
      assertThat(new Schema(settings).pending()).isEmpty();
    }
  }

  private Outbox outbox(String journal) {
    Subscriptions two =
        (event, json) ->
            List.of(
                new Payload(1, event.type().wireName(), Payload.JSON, "{}", false),
                new Payload(2, event.type().wireName(), Payload.JSON, "{}", false));
    return new Outbox(database.pool(), "bridge1", journal, two, onlooker);
  }
}
