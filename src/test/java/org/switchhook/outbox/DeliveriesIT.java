package org.switchhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.switchhook.event.Event;
import org.switchhook.outbox.Next.State;
import org.switchhook.webhook.EventJson;
import org.switchhook.webhook.Events;
import org.switchhook.webhook.Payload;

class DeliveriesIT {

  private static final List<String> TABLES = List.of("attempts", "deliveries");

  private static final Duration LEASE = Duration.ofSeconds(50);

  private final TestDatabase database = TestDatabase.ready();
  private final Deliveries one = new Deliveries(database.pool(), "one");
  private final AtomicLong nanoTime = new AtomicLong();
  private final Deliveries two =
      new Deliveries(database.pool(), "two", Renderer.LATER, nanoTime::get);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void nobodyTakesWhatAnotherHasLeased() {
    insert(30);
    List<Delivery> first = one.claim(1, 20, false, LEASE);
    List<Delivery> second = two.claim(1, 100, false, LEASE);
    assertThat(first).hasSize(20);
    assertThat(second).hasSize(10).doesNotContainAnyElementsOf(first);
    assertThat(one.claim(1, 100, false, LEASE)).isEmpty();
    assertThat(one.dueWebhooks()).containsExactly(2L);
    assertThat(
            database.number(
                "SELECT COUNT(*) FROM deliveries WHERE TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(),"
                    + " due_at) BETWEEN 40 AND 51"))
        .isEqualTo(30);
  }

  @Test
  void aClaimLocksTheRowsThatItReturnsAndNoOthers() {
    insert(500);
    try (Handle other = database.jdbi().open()) {
      other.begin();
      List<Long> locked =
          other
              .createQuery(DueDeliveries.DUE)
              .bind("webhook", 2)
              .bind("max", 10)
              .mapTo(Long.class)
              .list();
      List<Delivery> rest = two.claim(2, 2000, false, LEASE);
      assertThat(locked).hasSize(10);
      assertThat(rest).hasSize(490).extracting(Delivery::id).doesNotContainAnyElementsOf(locked);
      other.rollback();
    }
  }

  @Test
  void aBodyThatIsTheEventsOwnIsKeptOnce() {
    Event told = Events.queued("c1", 1);
    String text = EventJson.text(told);
    Subscriptions both =
        (event, json) ->
            List.of(
                new Payload(1, "call.queued", Payload.JSON, json, false),
                new Payload(2, "call.queued", Payload.JSON, "{}", false));
    new Outbox(database.pool(), "one", "j", both, new Onlooker(0)).commit(1, List.of(told));
    assertThat(database.number("SELECT COUNT(*) FROM deliveries WHERE body IS NULL")).isEqualTo(1);
    assertThat(one.claim(1, 1, false, LEASE)).extracting(Delivery::body).containsExactly(text);
    assertThat(one.claim(2, 1, false, LEASE)).extracting(Delivery::body).containsExactly("{}");
  }

  @Test
  void whatCannotBeSentAsItsEventWasDeletedIsDead() {
    insert(2);
    database.execute("DELETE FROM events ORDER BY id LIMIT 1");
    assertThat(one.claim(1, 10, false, LEASE)).hasSize(1);
    assertThat(
            database.text(
                "SELECT CONCAT(state, ': ', reason) FROM deliveries WHERE state = 'dead'"))
        .isEqualTo("dead: its row of events was deleted");
  }

  @Test
  void whatIsWrittenAsLeasedIsNobodyElses() {
    Onlooker sender = new Onlooker(2);
    insert(3, 1, "one", sender, false);
    assertThat(sender.leased).hasSize(4).extracting(Delivery::attempts).containsOnly(0);
    assertThat(sender.waiting).containsExactly(Set.of(1L, 2L));
    assertThat(two.claim(1, 10, false, LEASE)).hasSize(1);
    assertThat(two.claim(2, 10, false, LEASE)).hasSize(1);
    Result done = result(sender.leased.get(0), 200, Next.delivered());
    assertThat(one.record(List.of(done))).isEmpty();
    assertThat(
            database.text(
                "SELECT CONCAT_WS('|', event_id, d.webhook_id, state, attempts, d.body, a.number)"
                    + " FROM deliveries d JOIN attempts a ON a.delivery_id = d.id"
                    + " JOIN events e ON e.id = d.event_row"))
        .isEqualTo(
            done.delivery().eventId() + "|" + done.delivery().webhookId() + "|delivered|1|{}|1");
  }

  @Test
  void anAttemptAndItsConsequenceTogether() {
    insert(1);
    Delivery delivery = one.claim(1, 1, false, LEASE).get(0);
    Next next = Next.retryAfter(Duration.ofSeconds(5));
    assertThat(one.record(List.of(result(delivery, 500, next)))).isEmpty();
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
  void whoChangesATableStopsNoRecord() {
    insert(5);
    List<Delivery> claimed = one.claim(1, 5, false, LEASE);
    record(claimed.get(0));
    for (int i = 1; i < 5; i++) {
      database.execute("ALTER TABLE %s COMMENT 'c%d'".formatted(TABLES.get(i % 2), i));
      record(claimed.get(i));
    }
    assertThat(database.number("SELECT COUNT(*) FROM deliveries WHERE state = 'delivered'"))
        .isEqualTo(5);
    assertThat(database.number("SELECT COUNT(DISTINCT delivery_id) FROM attempts")).isEqualTo(5);
  }

  private void record(Delivery delivered) {
    assertThat(one.record(List.of(result(delivered, 200, Next.delivered())))).isEmpty();
  }

  @Test
  void nothingToRecordIsNoError() {
    assertThat(one.record(List.of())).isEmpty();
  }

  @Test
  void ofAFewEachThatIsStillOursIsRecorded() {
    insert(3);
    List<Delivery> claimed = one.claim(1, 3, false, LEASE);
    long lost = claimed.get(1).id();
    database.execute("UPDATE deliveries SET leased_by = 'two' WHERE id = ?", lost);
    List<Result> all =
        claimed.stream().map(delivery -> result(delivery, 200, Next.delivered())).toList();
    assertThat(one.record(all)).extracting(one -> one.delivery().id()).containsExactly(lost);
    assertThat(database.number("SELECT COUNT(*) FROM deliveries WHERE state = 'delivered'"))
        .isEqualTo(2);
    assertThat(database.number("SELECT COUNT(*) FROM attempts")).isEqualTo(3);
  }

  @Test
  void whatWasNotSentIsDueAtOnceAndCountsNoAttempt() {
    insert(1);
    Delivery delivery = one.claim(1, 1, false, LEASE).get(0);
    one.record(List.of(Result.unsent(delivery)));
    assertThat(two.claim(1, 1, false, LEASE)).containsExactly(delivery);
    assertThat(database.number("SELECT COUNT(*) FROM attempts")).isZero();
  }

  @Test
  void whoLostTheLeaseDoesNotDecide() {
    insert(1);
    Delivery late = one.claim(1, 1, false, LEASE).get(0);
    database.execute("UPDATE deliveries SET due_at = UTC_TIMESTAMP(6)");
    two.claim(1, 1, false, LEASE);
    nanoTime.addAndGet(Duration.ofSeconds(15).toNanos());
    Delivery taken = two.claim(1, 1, false, LEASE).get(0);
    assertThat(taken).isEqualTo(late);
    assertThat(one.renew(Set.of(late.id()), LEASE)).isEmpty();
    assertThat(two.renew(Set.of(late.id()), LEASE)).containsExactly(late.id());
    Result lost = result(late, 500, Next.dead("x"));
    assertThat(one.record(List.of(lost))).containsExactly(lost);
    assertThat(two.record(List.of(result(taken, 200, Next.delivered())))).isEmpty();
    assertThat(database.number("SELECT COUNT(*) FROM attempts")).isEqualTo(2);
    assertThat(database.text("SELECT state FROM deliveries WHERE id = " + late.id()))
        .isEqualTo("delivered");
  }

  @Test
  void whatTheDatabaseRefusesHoldsNothingElseBack() {
    insert(5);
    List<Delivery> taken = one.claim(1, 5, false, LEASE);
    List<Result> results = new ArrayList<>();
    taken.forEach(delivery -> results.add(result(delivery, 200, Next.delivered())));
    database.execute("ALTER TABLE attempts ADD CHECK (delivery_id <> ?)", taken.get(1).id());
    database.execute("DELETE FROM deliveries WHERE id = ?", taken.get(3).id());
    assertThat(one.record(results)).isEmpty();
    assertThat(database.number("SELECT COUNT(*) FROM deliveries WHERE state = 'delivered'"))
        .isEqualTo(4);
    assertThat(database.number("SELECT COUNT(*) FROM attempts")).isEqualTo(3);
  }

  @Test
  void whatIsRecordedAlreadyIsNotRecordedAgain() {
    insert(1);
    Delivery delivery = one.claim(1, 1, false, LEASE).get(0);
    List<Result> results = List.of(result(delivery, 200, Next.delivered()));
    one.record(results);
    assertThat(one.record(results)).isEmpty(); // its acknowledgement was lost
    assertThat(database.number("SELECT COUNT(*) FROM attempts")).isEqualTo(1);
  }

  @Test
  void anErrorIsCutBetweenCharacters() {
    insert(1);
    Delivery delivery = one.claim(1, 1, false, LEASE).get(0);
    Attempt attempt =
        new Attempt(Events.TIME, Duration.ZERO, null, "x".repeat(999) + "😀".repeat(9), "");
    one.record(List.of(new Result(delivery, attempt, Next.dead("😀".repeat(999)))));
    assertThat(database.text("SELECT error FROM attempts")).isEqualTo("x".repeat(999));
    assertThat(database.text("SELECT reason FROM deliveries WHERE state = 'dead'"))
        .isEqualTo("😀".repeat(500));
  }

  @Test
  void whatWasNeverTriedIsDueThoughTheClockWasPutBack() {
    insert(3);
    one.claim(1, 1, false, LEASE);
    database.execute("UPDATE deliveries SET attempts = 1 WHERE webhook_id = 2 LIMIT 1");
    database.execute("UPDATE deliveries SET due_at = due_at + INTERVAL 1 HOUR");
    assertThat(one.dueWebhooks()).isEmpty();
    assertThat(one.hasten()).isFalse();
    assertThat(one.claim(1, 9, false, LEASE)).hasSize(2);
    assertThat(one.claim(2, 9, false, LEASE)).hasSize(2);
  }

  @Test
  void aLeaseThatIsRenewedInTimeIsNotTakenThoughTheClockWasPutForward() {
    insert(6);
    List<Delivery> held = one.claim(1, 3, false, LEASE);
    Set<Long> ids = held.stream().map(Delivery::id).collect(Collectors.toSet());
    database.execute(
        "UPDATE deliveries SET due_at = UTC_TIMESTAMP(6) - INTERVAL IF(leased_by = 'one', 1, 0) HOUR");
    assertThat(two.claim(1, 3, false, LEASE)).as("they stand before the others").isEmpty();
    nanoTime.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(two.claim(1, 2, false, LEASE)).as("and are passed by").hasSize(2);
    assertThat(one.renew(ids, LEASE)).isEqualTo(ids);
    nanoTime.addAndGet(Duration.ofSeconds(10).toNanos());
    assertThat(two.claim(1, 9, false, LEASE)).hasSize(1);
    assertThat(database.number("SELECT COUNT(*) FROM deliveries WHERE leased_by = 'one'"))
        .isEqualTo(3);
  }

  @Test
  void inOrderTheNextOfACallIsTakenWhenTheOneBeforeIsDone() {
    insert(2, 3, "one", new Onlooker(10), true);
    List<Delivery> first = one.claim(1, 100, true, LEASE);
    assertThat(first).extracting(Delivery::sequence).containsExactly(1L, 1L);
    assertThat(two.claim(1, 100, true, LEASE)).isEmpty();
    one.record(
        List.of(
            result(first.get(0), 200, Next.delivered()),
            result(first.get(1), 500, Next.retryAfter(Duration.ofSeconds(5)))));
    List<Delivery> second = two.claim(1, 100, true, LEASE);
    assertThat(second).extracting(Delivery::sequence).containsExactly(2L);
    assertThat(second.get(0).orderKey()).isEqualTo(first.get(0).orderKey());
    // Of an agent there are thousands: none of them is looked at again.
    assertThat(
            database.number(
                "SELECT COUNT(*) FROM deliveries WHERE state = 'delivered' AND order_key IS NOT"
                    + " NULL"))
        .isZero();
    // What comes after the one that failed is looked at when that one is due.
    assertThat(
            database.number(
                "SELECT COUNT(*) FROM deliveries WHERE webhook_id = 1 AND leased_by IS NULL"
                    + " AND state = 'waiting' AND due_at > UTC_TIMESTAMP(6)"))
        .isEqualTo(3);
  }

  @Test
  void aDeadLetterHoldsNothingBack() {
    insert(1, 2, "one", new Onlooker(10), true);
    Delivery first = one.claim(1, 100, true, LEASE).get(0);
    one.record(List.of(result(first, 500, Next.dead("the last one"))));
    assertThat(one.claim(1, 100, true, LEASE)).extracting(Delivery::sequence).containsExactly(2L);
  }

  @Test
  void aNewLifeOfABridgeFreesWhatTheOldOneHeld() {
    insert(2);
    one.claim(1, 2, false, LEASE);
    two.claim(2, 1, false, LEASE);
    assertThat(one.release()).isEqualTo(2);
    assertThat(one.claim(1, 10, false, LEASE)).hasSize(2);
  }

  @Test
  void whatWaitsForADeletedWebhookIsDead() {
    insert(2);
    assertThat(one.buryOrphans(2)).isFalse();
    assertThat(database.number("SELECT COUNT(*) FROM deliveries WHERE state = 'dead'"))
        .isEqualTo(2);
    assertThat(
            database.text(
                "SELECT GROUP_CONCAT(DISTINCT webhook_id, ' ', reason) FROM deliveries"
                    + " WHERE state = 'dead'"))
        .isEqualTo("2 the webhook was deleted");
  }

  @Test
  void whatALostBridgeHadLeasedForADeletedWebhookIsDeadToo() {
    insert(2);
    two.claim(2, 1, false, LEASE);
    one.buryOrphans(2);
    assertThat(database.number("SELECT COUNT(*) FROM deliveries WHERE state = 'dead'"))
        .isEqualTo(1);
    database.execute("UPDATE deliveries SET due_at = UTC_TIMESTAMP(6) WHERE leased_by = 'two'");
    one.buryOrphans(2);
    assertThat(
            database.number(
                "SELECT COUNT(*) FROM deliveries WHERE state = 'dead' AND leased_by IS NULL"))
        .isEqualTo(2);
  }

  @Test
  void whatHasLostItsRowOfEventsIsDeadAndCanBeSeenAndAcknowledged() {
    insert(2);
    database.execute("DELETE FROM events WHERE subject = 'c1'");
    assertThat(one.claim(1, 9, false, LEASE)).hasSize(1);
    List<DeliveryRow> dead =
        new DeliveryList(database.jdbi()).newest(Selection.ALL.in(State.DEAD), 9);
    assertThat(dead)
        .singleElement()
        .returns("its row of events was deleted", DeliveryRow::reason)
        .returns("call.queued", DeliveryRow::event);
    DeadLetters letters = new DeadLetters(database.jdbi());
    assertThat(letters.acknowledge(letters.find(Selection.ALL).ids(), count -> {})).isEqualTo(1);
  }

  @Test
  void whatIsRecordedAgainWaitsForNobodyElsesRows() throws Exception {
    insert(20);
    database.execute(
        "INSERT INTO deliveries (event_row, webhook_id, event, sequence, content_type, body, state,"
            + " due_at, created_at) SELECT 1000 + seq, 9, 'x', 1, 'x', '', 'delivered',"
            + " UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) FROM seq_1_to_5000");
    List<Delivery> taken = one.claim(1, 20, false, LEASE);
    Set<Long> ids = taken.stream().map(Delivery::id).collect(Collectors.toSet());
    List<Result> results =
        taken.stream().map(delivery -> result(delivery, 200, Next.delivered())).toList();
    one.record(results);
    database.execute("UPDATE deliveries SET state = 'delivered' WHERE webhook_id = 2 LIMIT 17");
    database.execute("ANALYZE TABLE deliveries");
    try (Handle other = database.jdbi().open()) {
      other.begin();
      other.execute("UPDATE deliveries SET attempts = 1 WHERE webhook_id = 2");
      CompletableFuture<List<Result>> again = // the acknowledgement was lost
          CompletableFuture.supplyAsync(() -> one.record(results));
      assertThat(again.get(20, TimeUnit.SECONDS)).isEmpty();
      CompletableFuture<Set<Long>> renewed =
          CompletableFuture.supplyAsync(() -> one.renew(ids, LEASE));
      assertThat(renewed.get(20, TimeUnit.SECONDS)).isEmpty();
      other.rollback();
    }
  }

  @Test
  void aPacketOfOneMegabyteIsEnough() {
    List<Event> given = new ArrayList<>();
    for (int call = 1; call <= 64; call++) {
      given.add(Events.queued("c" + call, 1));
    }
    Payload payload = new Payload(1, "call.queued", Payload.JSON, "☎".repeat(60_000), false);
    Onlooker sender = new Onlooker(64);
    database.execute("SET GLOBAL max_allowed_packet = 1048576");
    try (Database small = Database.of(database.settings(), 1)) {
      new Outbox(small, "one", "j", (event, json) -> List.of(payload), sender).commit(1, given);
      Attempt attempt =
          new Attempt(Events.TIME, Duration.ZERO, 500, null, "\uFFFD".repeat(16 * 1024));
      List<Result> results =
          sender.leased.stream()
              .map(delivery -> new Result(delivery, attempt, Next.delivered()))
              .toList();
      assertThat(new Deliveries(small, "one").record(results)).isEmpty();
    } finally {
      database.execute("SET GLOBAL max_allowed_packet = 16777216");
    }
    assertThat(database.number("SELECT COUNT(DISTINCT delivery_id) FROM attempts")).isEqualTo(64);
  }

  private static Result result(Delivery delivery, int status, Next next) {
    Attempt attempt = new Attempt(Events.TIME, Duration.ofMillis(12), status, null, "no ☎");
    return new Result(delivery, attempt, next);
  }

  private void insert(int calls) {
    insert(calls, 1, "one", new Onlooker(0), false);
  }

  /** Two deliveries for each event, the first webhook's in order or not. */
  private void insert(int calls, int each, String bridge, Dispatcher dispatcher, boolean ordered) {
    List<Event> given = new ArrayList<>();
    for (int call = 1; call <= calls; call++) {
      for (int sequence = 1; sequence <= each; sequence++) {
        given.add(Events.queued("c" + call, sequence));
      }
    }
    Subscriptions both =
        (event, json) ->
            List.of(
                new Payload(1, "call.queued", Payload.JSON, "{}", ordered),
                new Payload(2, "call.queued", Payload.JSON, "{}", false));
    new Outbox(database.pool(), bridge, "j", both, dispatcher).commit(1, given);
  }
}
