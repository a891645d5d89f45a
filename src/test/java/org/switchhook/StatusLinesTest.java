package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.switchhook.StatusReport.InDatabase;
import org.switchhook.web.Status;

class StatusLinesTest {

  private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");

  private static final InDatabase DATABASE =
      new InDatabase(NOW.minusSeconds(90), 12, 240_000, 2, List.of());

  private static final Status.Pbx UP =
      new Status.Pbx("pbx1", true, NOW.minusSeconds(7200), null, NOW.minusSeconds(2));

  private static final Status.Pbx AWAY =
      new Status.Pbx("pbx2", false, NOW.minusSeconds(60), "a\r\nb", NOW.minusSeconds(61));

  private static final Status.Pbx NEVER =
      new Status.Pbx("pbx3", false, null, "Connection refused", null);

  @Test
  void allIsWell() {
    StatusReport report = report(status(false, UP), DATABASE);

    assertThat(report.isWell()).isTrue();
    assertThat(lines(report))
        .containsExactly(
            "ok    bridge bridge1: version 0.1.0, up since 2026-11-22 01:00:00 (3h)",
            "ok    pbx1: connected since 2026-11-22 02:00:00 (2h), last event 2s ago",
            "ok    journal: 12 of 2048 MiB, 3 entries not in the database yet",
            "ok    database",
            "ok    deliveries: 12 waiting, the oldest due for 4m; 2 dead");
  }

  @Test
  void aPbxIsAway() {
    StatusReport report = report(status(false, UP, AWAY, NEVER), DATABASE);

    assertThat(report.isWell()).isFalse();
    assertThat(lines(report))
        .contains(
            "todo  pbx2: not connected since 2026-11-22 03:59:00 (1m): a b, last event 1m ago",
            "todo  pbx3: not connected: Connection refused, no event yet");
  }

  @Test
  void theJournalIsFull() {
    StatusReport report = report(status(true, UP), DATABASE);

    assertThat(report.isWell()).isFalse();
    assertThat(lines(report))
        .contains(
            "todo  journal: 12 of 2048 MiB, 3 entries not in the database yet; full: no PBX is"
                + " listened to until there is room");
  }

  @Test
  void theDatabaseIsAway() {
    StatusReport report = new StatusReport("bridge1", status(false, UP), "", null, "error 1045");

    assertThat(report.isWell()).isFalse();
    assertThat(lines(report)).contains("todo  database: error 1045");
  }

  @Test
  void theBridgeDoesNotRun() {
    StatusReport report = new StatusReport("bridge1", null, "does not run", DATABASE, "");

    assertThat(report.isWell()).isFalse();
    assertThat(lines(report).get(0))
        .isEqualTo(
            "todo  bridge bridge1: does not run; it last wrote to the database at"
                + " 2026-11-22 03:58:30 (1m)");
  }

  private static StatusReport report(Status status, InDatabase database) {
    return new StatusReport("bridge1", status, "", database, "");
  }

  private static Status status(boolean full, Status.Pbx... pbxs) {
    return new Status(
        "bridge1",
        "0.1.0",
        NOW.minusSeconds(10_800),
        List.of(pbxs),
        new Status.Journal(12 << 20, 2L << 30, 3, full),
        List.of());
  }

  private static List<String> lines(StatusReport report) {
    return StatusLines.of(report, NOW).lines();
  }
}
