package org.switchhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.switchhook.event.Event;
import org.switchhook.webhook.Events;
import org.switchhook.webhook.Payload;

class DeliveriesIT {

  private static final Duration LEASE = Duration.ofSeconds(50);
  private static final Set<Long> BOTH = Set.of(1L, 2L);

  private final TestDatabase database = TestDatabase.ready();
  private final Deliveries one = new Deliveries(database.jdbi(), "one");
  private final Deliveries two = new Deliveries(database.jdbi(), "two");

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void nobodyTakesWhatAnotherHasLeased() {
    insert(30);
    List<Delivery> first = one.claim(20, BOTH, LEASE);
    List<Delivery> second = two.claim(100, BOTH, LEASE);
    assertThat(first).hasSize(20);
    assertThat(second).hasSize(40).doesNotContainAnyElementsOf(first);
    assertThat(one.claim(100, BOTH, LEASE)).isEmpty();
    assertThat(
            database.number(
                "SELECT COUNT(*) FROM deliveries WHERE TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(),"
                    + " due_at) BETWEEN 40 AND 51"))
        .isEqualTo(60);
  }

  @Test
  void aClaimLocksTheRowsThatItReturnsAndNoOthers() {
    insert(500);
    try (Handle other = database.jdbi().open()) {
      other.begin();
      List<Long> locked =
          other
              .createQuery(Deliveries.DUE)
              .bind("webhook", 2)
              .bind("max", 10)
              .mapTo(Long.class)
              .list();
      List<Delivery> rest = two.claim(2000, BOTH, LEASE);
      assertThat(locked).hasSize(10);
      assertThat(rest).hasSize(990).extracting(Delivery::id).doesNotContainAnyElementsOf(locked);
      other.rollback();
    }
  }

  @Test
  void whatIsOffWaits() {
    insert(3);
    assertThat(one.claim(10, Set.of(2L), LEASE)).extracting(Delivery::webhookId).containsOnly(2L);
    assertThat(one.claim(10, Set.of(), LEASE)).isEmpty();
    assertThat(one.claim(10, Set.of(1L), LEASE)).hasSize(3);
  }

  @Test
  void anAttemptAndItsConsequenceTogether() {
    insert(1);
    Delivery delivery = one.claim(1, BOTH, LEASE).get(0);
    assertThat(one.complete(delivery, attempt(500), Next.retryAfter(Duration.ofSeconds(5))))
        .isTrue();
    assertThat(
            database.number(
                "SELECT TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(6), due_at) FROM deliveries"
                    + " WHERE id = "
                    + delivery.id()))
        .isBetween(4_000_000L, 5_000_000L);
    assertThat(
            database.text(
                "SELECT CONCAT_WS('|', state, attempts, leased_by) FROM deliveries WHERE id = "
                    + delivery.id()))
        .isEqualTo("waiting|1");
    assertThat(
            database.text(
                "SELECT CONCAT_WS('|', delivery_id, number, bridge, started_at, duration_ms,"
                    + " status, answer) FROM attempts"))
        .isEqualTo(delivery.id() + "|1|one|2026-11-22 03:00:13.345000|12|500|no ☎");
  }

  @Test
  void whoLostTheLeaseDoesNotDecide() {
    insert(1);
    Delivery late = one.claim(1, BOTH, LEASE).get(0);
    database.execute("UPDATE deliveries SET due_at = UTC_TIMESTAMP(6)");
    Delivery taken = two.claim(1, Set.of(late.webhookId()), LEASE).get(0);
    assertThat(taken).isEqualTo(late);
    assertThat(one.complete(late, attempt(500), Next.dead("x"))).isFalse();
    assertThat(two.complete(taken, attempt(200), Next.delivered())).isTrue();
    assertThat(database.number("SELECT COUNT(*) FROM attempts")).isEqualTo(2);
    assertThat(database.text("SELECT state FROM deliveries WHERE id = " + late.id()))
        .isEqualTo("delivered");
  }

  @Test
  void aNewLifeOfABridgeFreesWhatTheOldOneHeld() {
    insert(2);
    one.claim(2, BOTH, LEASE);
    two.claim(1, BOTH, LEASE);
    assertThat(one.release()).isEqualTo(2);
    assertThat(one.claim(10, BOTH, LEASE)).hasSize(3);
  }

  @Test
  void whatWaitsForADeletedWebhookIsDead() {
    insert(2);
    assertThat(one.buryOrphans(Set.of(1L))).isEqualTo(2);
    assertThat(
            database.text(
                "SELECT GROUP_CONCAT(DISTINCT webhook_id, ' ', reason) FROM deliveries"
                    + " WHERE state = 'dead'"))
        .isEqualTo("2 the webhook was deleted");
  }

  private static Attempt attempt(int status) {
    return new Attempt(Events.TIME, Duration.ofMillis(12), status, null, "no ☎");
  }

  /** Two deliveries for each event. */
  private void insert(int events) {
    List<Event> given = new ArrayList<>();
    for (int i = 1; i <= events; i++) {
      given.add(Events.queued("c" + i, 1));
    }
    Subscriptions both =
        event ->
            List.of(
                new Payload(1, "call.queued", Payload.JSON, "{}"),
                new Payload(2, "call.queued", Payload.JSON, "{}"));
    new Outbox(database.jdbi(), "one", "j", both, () -> {}).commit(1, given);
  }
}
