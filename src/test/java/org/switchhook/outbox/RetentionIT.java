package org.switchhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.switchhook.LogLines;
import org.switchhook.config.RetentionSettings;

class RetentionIT {

  private static final RetentionSettings SETTINGS =
      new RetentionSettings(Duration.ofDays(10), Duration.ofDays(30));

  private final TestDatabase database = TestDatabase.ready();
  private final Retention retention =
      new Retention(database.jdbi(), SETTINGS, Duration.ofMillis(1));

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsTooOldGoesAndDeadLettersStay() {
    told("call", "delivered", "delivered", 40, 1200);
    told("call", "acknowledged", "acknowledged", 40, 3);
    told("call", "dead", "dead", 400, 4);
    told("call", "waiting", "waiting", 40, 5);
    told("call", "young", "delivered", 20, 6);
    told("call", "nobody", "", 40, 700);

    assertThat(run())
        .containsExactly("retention removed attempts=1218 deliveries=1203 events=1903");

    assertThat(
            database.text(
                "SELECT GROUP_CONCAT(n, ' ', state ORDER BY state SEPARATOR ', ') FROM"
                    + " (SELECT state, COUNT(*) AS n FROM deliveries GROUP BY state) s"))
        .isEqualTo("4 dead, 6 delivered, 5 waiting");
    assertThat(database.number("SELECT COUNT(*) FROM events")).isEqualTo(15);
    assertThat(database.number("SELECT COUNT(*) FROM attempts")).isZero();
    assertThat(run()).containsExactly("retention removed attempts=0 deliveries=0 events=0");
  }

  @Test
  void anEventStaysWhileOneOfItsDeliveriesDoes() {
    told("call", "two", "delivered", 40, 1);
    database.execute(
        "INSERT INTO deliveries (event_row, webhook_id, event, sequence, content_type, body, state,"
            + " due_at, created_at) SELECT event_row, 2, event, 1, content_type, body, 'dead',"
            + " due_at, created_at FROM deliveries");

    assertThat(run()).containsExactly("retention removed attempts=1 deliveries=1 events=0");
    database.execute("UPDATE deliveries SET state = 'acknowledged'");
    assertThat(run()).containsExactly("retention removed attempts=0 deliveries=1 events=1");
  }

  @Test
  void theLastEventOfAnAgentStaysSoThatItsSequenceGoesOn() {
    told("agent", "PJSIP/1001", "delivered", 40, 30);
    told("bridge", "bridge1", "", 40, 30);
    database.execute(
        "UPDATE events SET sequence = SUBSTRING_INDEX(subject, '.', -1),"
            + " subject = SUBSTRING_INDEX(subject, '.', 1)");

    run();

    assertThat(
            database.text(
                "SELECT GROUP_CONCAT(subject_kind, ' ', sequence ORDER BY subject_kind) FROM events"))
        .isEqualTo("agent 30,bridge 30");
  }

  @Test
  void itStopsAfterThePartThatItIsAt() {
    told("call", "old", "delivered", 40, 2000);
    retention.stop();
    assertThat(run()).containsExactly("retention removed attempts=0 deliveries=0 events=0");
  }

  @Test
  void whoeverHoldsARowIsNotWaitedFor() {
    told("call", "old", "delivered", 40, 10);
    try (var other = database.jdbi().open()) {
      other.begin();
      other.execute("SELECT id FROM deliveries ORDER BY id LIMIT 1 FOR UPDATE");
      assertThat(run()).containsExactly("retention removed attempts=10 deliveries=9 events=9");
      other.rollback();
    }
    assertThat(run()).containsExactly("retention removed attempts=0 deliveries=1 events=1");
  }

  /** Looking for what is old reads about as much as it finds, whatever else there is. */
  @Test
  void itIsCheapWhereThereIsMuch() {
    told("call", "young", "delivered", 5, 100_000);
    told("call", "old", "delivered", 40, 100);
    database.execute("ANALYZE TABLE events, deliveries, attempts");

    assertThat(plan(Retention.OLD_DELIVERIES)).contains("type=range", "key=deliveries_due");
    assertThat(plan(Retention.OLD_EVENTS)).contains("type=range", "key=events_time");
    assertThat(rowsRead(this::run)).isLessThan(5_000);
    assertThat(database.number("SELECT COUNT(*) FROM deliveries")).isEqualTo(100_000);
  }

  private String plan(String query) {
    String literal =
        query
            .replace(":hours", "720")
            .replace(":limit", "500")
            .replace(":state", "'delivered'")
            .replace(":webhook", "1")
            .replace(":id", "0")
            .replace(":time", "'1970-01-01'");
    return database
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("EXPLAIN " + literal).mapToMap().list().toString());
  }

  /** How many rows the storage engine was asked for meanwhile, by all. */
  private long rowsRead(Runnable work) {
    long before = reads();
    work.run();
    return reads() - before;
  }

  private long reads() {
    return database.number(
        "SELECT SUM(CAST(variable_value AS INTEGER)) FROM information_schema.global_status WHERE"
            + " variable_name IN ('HANDLER_READ_NEXT', 'HANDLER_READ_KEY', 'HANDLER_READ_FIRST',"
            + " 'HANDLER_READ_RND_NEXT', 'HANDLER_READ_PREV')");
  }

  private List<String> run() {
    return LogLines.of(Retention.class.getName(), retention::run);
  }

  /** Events so many days old, each with a delivery in that state and its attempt. */
  private void told(String kind, String name, String state, int days, int count) {
    database.execute(
        "INSERT INTO events (event_id, bridge, subject_kind, pbx, subject, sequence, type, time,"
            + " recorded_at, body) SELECT CONCAT('evt_', ?, seq), 'bridge1', ?, 'pbx1',"
            + " CONCAT(?, '.', seq), 1, 'call.ended', UTC_TIMESTAMP() - INTERVAL ? DAY,"
            + " UTC_TIMESTAMP() - INTERVAL ? DAY, '{}' FROM seq_1_to_"
            + count,
        name,
        kind,
        name,
        days,
        days);
    if (!state.isEmpty()) {
      database.execute(
          "INSERT INTO deliveries (event_row, webhook_id, event, sequence, content_type, body, state,"
              + " due_at, created_at) SELECT id, 1, type, sequence, 'application/json', '{}', ?,"
              + " time, time FROM events WHERE event_id LIKE CONCAT('evt_', ?, '%')",
          state, name);
      database.execute(
          "INSERT INTO attempts (delivery_id, number, bridge, started_at, duration_ms, status)"
              + " SELECT d.id, 1, 'bridge1', d.created_at, 1, 200 FROM deliveries d"
              + " JOIN events e ON e.id = d.event_row WHERE e.event_id LIKE CONCAT('evt_', ?, '%')",
          name);
    }
  }
}
