package org.switchhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.webhook.Events;
import org.switchhook.webhook.Payload;

/** Those whose turn has come are rendered as they are claimed. */
class TurnsIT {

  private static final long WEBHOOK = 2;
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final int EVENTS = 50;

  private final TestDatabase database = TestDatabase.ready();
  private final List<String> rendered = new ArrayList<>();

  @BeforeEach
  void write() {
    Outbox outbox =
        new Outbox(
            database.pool(),
            "bridge1",
            "journal",
            (event, json) -> List.of(first(), second()),
            new Onlooker(0));
    for (int i = 1; i <= EVENTS; i++) {
      outbox.commit(i, List.of(Events.queued("c" + i, 1)));
    }
    database.execute("UPDATE deliveries SET due_at = UTC_TIMESTAMP(6)");
  }

  private static Payload first() {
    return new Payload(1, "call.queued", Payload.JSON, "{}", false);
  }

  private static Payload second() {
    Payload.Turn turn = new Payload.Turn(List.of(1L), Duration.ofMinutes(1));
    return new Payload(WEBHOOK, "call.queued", "", "", false, turn);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatNobodyWantsMakesRoomForTheNextOne() {
    List<Delivery> taken = claim(4, (id, name, json) -> isLast(json) ? wanted(json) : unwanted());
    assertThat(taken).singleElement().satisfies(one -> assertThat(isLast(one.json())).isTrue());
    assertThat(database.number("SELECT COUNT(*) FROM deliveries WHERE webhook_id = 2"))
        .isEqualTo(1);
  }

  @Test
  void oneThatCannotBeRenderedIsLeftToItsAttempts() {
    List<Delivery> taken =
        claim(
            EVENTS,
            (id, name, json) -> {
              if (isLast(json)) {
                throw new IllegalStateException("cannot be");
              }
              return wanted(json);
            });
    assertThat(taken).hasSize(EVENTS);
    assertThat(taken).filteredOn(one -> one.contentType().isEmpty()).hasSize(1);
  }

  @Test
  void whatWasSavedAndIsNoJsonHoldsNobodyBack() {
    database.execute(
        "INSERT INTO attempts (delivery_id, number, bridge, started_at, duration_ms, saved)"
            + " SELECT id, 1, 'bridge1', UTC_TIMESTAMP(6), 1, '{\"tier\": ' FROM deliveries"
            + " WHERE webhook_id = 1 ORDER BY id LIMIT 1");
    assertThat(claim(EVENTS, (id, name, json) -> wanted(json))).hasSize(EVENTS);
    assertThat(rendered).hasSize(EVENTS).allMatch(json -> json.contains("\"data\":{}"));
  }

  private List<Delivery> claim(int max, Renderer renderer) {
    return new Deliveries(database.pool(), "bridge1", renderer).claim(WEBHOOK, max, false, LEASE);
  }

  private static boolean isLast(String json) {
    return json.contains("c" + EVENTS);
  }

  private static Optional<Payload> unwanted() {
    return Optional.empty();
  }

  private Optional<Payload> wanted(String json) {
    rendered.add(json);
    return Optional.of(new Payload(WEBHOOK, "call.queued", Payload.JSON, json, false));
  }
}
