package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.delivery.Receiver.Got;
import org.switchhook.delivery.Receiver.Reply;
import org.switchhook.event.Event;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.webhook.Events;

/** An endpoint that is away for days, and a webhook that is switched off or deleted. */
class AwayIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int ORDERED = 101;
  private static final int LOOSE = 102;
  private static final int OTHER = 103;
  private static final int THOUSAND = 1000;
  private static final int CALLS = 20;
  private static final int EVENTS_A_CALL = 5;
  private static final int ALL = 2 * CALLS * EVENTS_A_CALL;

  /** Three days. */
  private static final List<Integer> HOURS = List.of(2, 10, 30, 30);

  private final TestDatabase database = TestDatabase.ready();
  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = Receiver.open();
  }

  @AfterEach
  void stop() {
    receiver.close();
    database.close();
  }

  @Test
  void forThreeDaysAndThenAllArrivesInOrderPerCallWhereAsked() {
    webhook(ORDERED, 1);
    webhook(LOOSE, 0);
    receiver.answer(got -> Reply.of(503));
    List<Event> events = events();
    try (Sending sending = sending().started()) {
      sending.outbox.commit(1, events);
      awaitOpen();
    }
    for (int hours : HOURS) {
      pass(hours);
      int before = receiver.count();
      try (Sending sending = sending().started()) {
        assertThat(sending.catalogue.working()).hasSize(2);
        Await.until("asked again", SOON, () -> receiver.count() > before);
        awaitOpen();
      }
    }
    assertThat(HOURS.stream().mapToInt(Integer::intValue).sum()).isEqualTo(72);
    assertThat(count("state = 'waiting'")).as("none is given up").isEqualTo(ALL);

    int before = receiver.count();
    receiver.answer(got -> Reply.NO_CONTENT.after(got.id().hashCode() & 7));
    try (Sending sending = sending().started()) {
      assertThat(sending.catalogue.working()).hasSize(2);
      Await.until(
          "all",
          SOON,
          () -> {
            pass(10);
            return count("state = 'delivered'") == ALL;
          });
    }
    List<Got> back = receiver.got().subList(before, receiver.count());
    assertThat(back).as("each once").hasSize(ALL);
    assertThat(receiver.deliveries()).hasSize(ALL);
    assertThat(receiver.twiceAtOnce()).isEmpty();
    assertInOrder(back, events);
  }

  @Test
  void whatWaitsForAWebhookThatIsSwitchedOffGoesWhenItIsOnAgainAndIsDeadWhenItIsDeleted() {
    webhook(ORDERED, 0);
    webhook(LOOSE, 0);
    webhook(OTHER, 0);
    try (Sending sending = sending()) {
      sending.commitUpTo(THOUSAND);
      database.execute("UPDATE webhooks SET enabled = 0 WHERE id IN (?, ?)", LOOSE, ORDERED);
      sending.catalogue.refresh();
      sending.courier.start();
      Await.until("another's", SOON, () -> count("state = 'delivered'") == THOUSAND);
      assertThat(receiver.got()).allMatch(got -> got.path().equals("/" + OTHER));
      assertThat(count("state = 'waiting' AND leased_by IS NULL AND attempts = 0"))
          .isEqualTo(2 * THOUSAND);

      database.execute("UPDATE webhooks SET enabled = 1 WHERE id = ?", LOOSE);
      database.execute("DELETE FROM webhooks WHERE id = ?", ORDERED);
      Await.until("go", SOON, () -> count("state = 'delivered'") == 2 * THOUSAND);
      Await.until("dead", SOON, () -> count("state = 'dead'") == THOUSAND);
    }
    assertThat(receiver.deliveries()).hasSize(2 * THOUSAND);
    assertThat(receiver.count()).isEqualTo(2 * THOUSAND);
    assertThat(
            database.text(
                "SELECT GROUP_CONCAT(DISTINCT webhook_id, ' ', reason) FROM deliveries WHERE state = 'dead'"))
        .isEqualTo(ORDERED + " the webhook was deleted");
  }

  /** The breaker keeps requests from it. */
  private void awaitOpen() {
    Await.until(
        "open",
        SOON,
        () -> database.number("SELECT COUNT(*) FROM endpoints WHERE breaker = 'open'") == 2);
  }

  /** Time, as the tables know it. */
  private void pass(int hours) {
    database.execute(
        "UPDATE deliveries SET due_at = due_at - INTERVAL ? HOUR"
            + " WHERE state = 'waiting' AND leased_by IS NULL AND due_at > UTC_TIMESTAMP(6)",
        hours);
    database.execute(
        "UPDATE endpoints SET open_until = open_until - INTERVAL ? HOUR, breaker = 'closed'",
        hours);
  }

  private static List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (int sequence = 1; sequence <= EVENTS_A_CALL; sequence++) {
      for (int call = 1; call <= CALLS; call++) {
        events.add(Events.queued("c" + call, sequence));
      }
    }
    return events;
  }

  private static void assertInOrder(List<Got> back, List<Event> events) {
    Map<String, Event> byId = events.stream().collect(Collectors.toMap(Event::id, e -> e));
    Map<String, List<Long>> sequences = new HashMap<>();
    for (Got got : back) {
      if (got.path().equals("/" + ORDERED)) {
        Event event = Objects.requireNonNull(byId.get(got.id()));
        sequences
            .computeIfAbsent(event.subject().id(), call -> new ArrayList<>())
            .add(event.sequence());
      }
    }
    assertThat(sequences).hasSize(CALLS);
    assertThat(sequences.values()).allMatch(List.of(1L, 2L, 3L, 4L, 5L)::equals);
  }

  private Sending sending() {
    return Sending.of(database.pool(), "bridge1");
  }

  private void webhook(int id, int ordered) {
    database.execute(
        "INSERT INTO webhooks (id, event, url, ordered) VALUES (?, 'call.queued', ?, ?)",
        id,
        receiver.url("/" + id),
        ordered);
  }

  private long count(String where) {
    return database.number("SELECT COUNT(*) FROM deliveries WHERE " + where);
  }
}
