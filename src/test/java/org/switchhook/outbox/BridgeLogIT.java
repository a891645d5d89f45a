package org.switchhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.BridgeDetail.Missing;
import org.switchhook.event.BridgeDetail.Unresolved;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.GapCause;
import org.switchhook.event.Origin;
import org.switchhook.event.Subject;

/** The gaps of a bridge, out of many events, on a real MariaDB. */
class BridgeLogIT {

  private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");
  private static final Subject BRIDGE = new Subject(Subject.Kind.BRIDGE, "bridge1", "bridge1");

  private final TestDatabase database = TestDatabase.ready();
  private final Outbox outbox =
      new Outbox(
          database.pool(), "bridge1", "journal", (event, json) -> List.of(), new Onlooker(0));
  private final BridgeLog log = new BridgeLog(database.jdbi(), "bridge1");
  private long sequence;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aGapAndHowItEnded() {
    List<Unresolved> unresolved =
        List.of(new Unresolved(Missing.HOLDS, 2, List.of("pbx1-1.1", "pbx1-1.2")));
    tell("pbx1", 60, gap(100, 60, GapCause.CONNECTION_LOST));
    tell("pbx2", 50, gap(100, 50, GapCause.SILENCE));
    tell("pbx1", 40, new BridgeDetail.Recovered(ago(100), ago(60), 3, 17, unresolved));

    assertThat(log.gaps(ago(1000)))
        .containsExactly(
            new GapRow(
                "pbx1", ago(100), ago(60), GapCause.CONNECTION_LOST, true, 3, 17, unresolved),
            new GapRow("pbx2", ago(100), ago(50), GapCause.SILENCE, false, 0, 0, List.of()));
    assertThat(log.gaps(ago(1000)).get(0).lengthMs()).isEqualTo(40_000);
  }

  /** It began with the first loss: the recovery is of all of it. */
  @Test
  void aGapThatBeganAgainBeforeAllWasToldIsOne() {
    tell("pbx1", 60, gap(100, 60, GapCause.BRIDGE_DOWN));
    tell("pbx1", 30, gap(100, 30, GapCause.CONNECTION_LOST));
    tell("pbx1", 20, new BridgeDetail.Recovered(ago(100), ago(30), 0, 0, List.of()));

    assertThat(log.gaps(ago(1000)))
        .containsExactly(
            new GapRow("pbx1", ago(100), ago(30), GapCause.CONNECTION_LOST, true, 0, 0, List.of()));
  }

  @Test
  void whatWasToldBeforeIsLeftOut() {
    tell("pbx1", 500, gap(600, 500, GapCause.SILENCE));
    tell("pbx1", 60, gap(100, 60, GapCause.SILENCE));

    assertThat(log.gaps(ago(400))).extracting(GapRow::from).containsExactly(ago(100));
    assertThat(log.gaps(ago(10))).isEmpty();
    assertThat(new BridgeLog(database.jdbi(), "bridge2").gaps(ago(1000))).isEmpty();
  }

  @Test
  void whenItLastWrote() {
    assertThat(log.lastWroteAt()).isEmpty();
    tell("pbx1", 60, gap(100, 60, GapCause.SILENCE));
    database.execute("UPDATE bridge_position SET updated_at = '2026-11-22 03:59:00'");

    assertThat(log.lastWroteAt()).hasValue(ago(60));
  }

  /** Of all events, only the bridge's own of that time are read, and those once or twice. */
  @Test
  void fewRowsAreReadOfMany() throws Exception {
    database.execute(
        """
        INSERT INTO events (event_id, bridge, subject_kind, pbx, subject, sequence, type, time,
                            recorded_at, body)
        SELECT CONCAT('c', seq), 'bridge1', 'call', 'pbx1', CONCAT('pbx1-', seq), 1, 'call.ended',
               '2026-11-22 03:59:00', UTC_TIMESTAMP(), '{}' FROM seq_1_to_50000
        """);
    database.execute(
        """
        INSERT INTO events (event_id, bridge, subject_kind, pbx, subject, sequence, type, time,
                            recorded_at, body)
        SELECT CONCAT('h', seq), 'bridge1', 'bridge', 'bridge1', 'bridge1', seq,
               'bridge.heartbeat', '2026-11-22 04:00:00' - INTERVAL 20001 - seq MINUTE,
               UTC_TIMESTAMP(), '{}' FROM seq_1_to_20000
        """);
    sequence = 20_000;
    tell("pbx1", 60, gap(100, 60, GapCause.SILENCE));
    database.execute("ANALYZE TABLE events");

    try (Handle handle = database.jdbi().open()) {
      BridgeLog watched = new BridgeLog(Jdbi.create(handle.getConnection()), "bridge1");
      long before = rowsRead(handle);
      assertThat(watched.gaps(NOW.minus(Duration.ofDays(1)))).hasSize(1);
      assertThat(rowsRead(handle) - before).isBetween(1441L, 3 * 1441L);
    }
  }

  private static long rowsRead(Handle handle) {
    return handle
        .createQuery("SHOW SESSION STATUS LIKE 'Handler_read_%'")
        .map((row, context) -> row.getLong(2))
        .stream()
        .mapToLong(rows -> rows)
        .sum();
  }

  private void tell(String pbx, long secondsAgo, BridgeDetail detail) {
    EventType type =
        detail instanceof BridgeDetail.Gap ? EventType.BRIDGE_GAP : EventType.BRIDGE_RECOVERED;
    sequence++;
    Instant time = ago(secondsAgo);
    Event event =
        new Event(BRIDGE, type, time, time, pbx, sequence, Origin.LIVE, null, null, detail);
    outbox.commit(sequence, List.of(event));
  }

  private static BridgeDetail gap(long from, long to, GapCause cause) {
    return new BridgeDetail.Gap(ago(from), ago(to), cause);
  }

  private static Instant ago(long seconds) {
    return NOW.minusSeconds(seconds);
  }
}
