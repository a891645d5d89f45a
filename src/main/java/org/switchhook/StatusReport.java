package org.switchhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.Settings;
import org.switchhook.outbox.Desk;
import org.switchhook.outbox.GapRow;
import org.switchhook.web.Status;

/**
 * How a bridge stands: what it says itself, and what the database has of it.
 *
 * @param bridge its name
 * @param status what it says; absent where it does not
 * @param problem why it does not
 * @param database absent where the database is away
 * @param databaseProblem why that is so
 */
record StatusReport(
    String bridge,
    @Nullable Status status,
    String problem,
    @Nullable InDatabase database,
    String databaseProblem) {

  /**
   * What the database has.
   *
   * @param lastWroteAt when the bridge last wrote to it; absent where it never did
   * @param waiting deliveries
   * @param oldestDueMs for how long the oldest of those that are due has been so, of webhooks that
   *     are in use
   * @param dead deliveries
   */
  record InDatabase(
      @Nullable Instant lastWroteAt, long waiting, long oldestDueMs, long dead, List<GapRow> gaps) {

    static InDatabase of(Desk desk, String bridge, Instant since) {
      var webhooks = desk.webhooks().all();
      var late = desk.backlog().oldestDue();
      return new InDatabase(
          desk.bridge(bridge).lastWroteAt().orElse(null),
          webhooks.stream().mapToLong(row -> row.waiting()).sum(),
          webhooks.stream()
              .filter(row -> row.state().equals("ok"))
              .mapToLong(row -> late.getOrDefault(row.id(), Duration.ZERO).toMillis())
              .max()
              .orElse(0),
          webhooks.stream().mapToLong(row -> row.dead()).sum(),
          desk.bridge(bridge).gaps(since));
    }
  }

  /** Asks both; takes seconds, whoever does not answer. */
  static StatusReport of(Settings settings, Instant since) {
    RunningBridge running = RunningBridge.ask(settings);
    Function<Desk, InDatabase> look = desk -> InDatabase.of(desk, settings.name(), since);
    InDatabase database = null;
    String problem = "";
    try {
      database = Desk.use(settings.database(), look);
    } catch (IllegalStateException e) {
      problem = String.valueOf(e.getMessage());
    }
    return new StatusReport(
        settings.name(), running.status(), running.problem(), database, problem);
  }

  /** Whether there is nothing that somebody has to see to. */
  @JsonProperty
  boolean isWell() {
    return status != null
        && database != null
        && status.problems().isEmpty()
        && !status.journal().full()
        && status.pbxs().stream().allMatch(Status.Pbx::connected);
  }
}
