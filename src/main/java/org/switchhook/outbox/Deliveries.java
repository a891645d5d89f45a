package org.switchhook.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The deliveries that wait, for those who send them. Times are the database's alone, so that the
 * clocks of two bridges need not agree.
 */
public final class Deliveries {

  // MIN and GROUP BY jump through deliveries_due from webhook to webhook, whatever waits behind.
  private static final String DUE_WEBHOOKS =
      """
      SELECT webhook_id FROM deliveries FORCE INDEX (deliveries_due)
      WHERE state = 'waiting'
      GROUP BY webhook_id HAVING MIN(due_at) <= UTC_TIMESTAMP(6) ORDER BY MIN(due_at)
      """;

  // A plain range of deliveries_due: SKIP LOCKED then locks what it returns and no more.
  static final String DUE =
      """
      SELECT id FROM deliveries FORCE INDEX (deliveries_due)
      WHERE state = 'waiting' AND webhook_id = :webhook AND due_at <= UTC_TIMESTAMP(6)
      ORDER BY due_at, id LIMIT :max FOR UPDATE SKIP LOCKED
      """;

  private static final String LEASE =
      """
      UPDATE deliveries
      SET leased_by = :bridge, due_at = UTC_TIMESTAMP(6) + INTERVAL :lease MICROSECOND
      WHERE id IN (<ids>)
      """;

  private static final String READ =
      """
      SELECT id, event_id, webhook_id, event, content_type, body, attempts
      FROM deliveries WHERE id IN (<ids>) ORDER BY id
      """;

  private static final String RECORD =
      """
      INSERT INTO attempts (delivery_id, number, bridge, started_at, duration_ms, status, error,
                            answer)
      VALUES (:id, :number, :bridge, :startedAt, :durationMs, :status, :error, :answer)
      """;

  private static final String ADVANCE =
      """
      UPDATE deliveries
      SET state = :state, attempts = :number, leased_by = NULL, reason = :reason,
          due_at = UTC_TIMESTAMP(6) + INTERVAL :after MICROSECOND
      WHERE id = :id AND state = 'waiting' AND leased_by = :bridge AND attempts = :number - 1
      """;

  private static final long NOBODY = Long.MIN_VALUE; // IN () is no SQL
  private static final int LONGEST_REASON = 1000;

  private final Jdbi jdbi;
  private final String bridge;

  /**
   * @param bridge the bridge's name, unique in this database
   */
  public Deliveries(Jdbi jdbi, String bridge) {
    this.jdbi = jdbi;
    this.bridge = bridge;
  }

  /**
   * Takes deliveries that are due, an equal share for each webhook as far as they go round.
   *
   * @param webhooks whose; the others' wait
   * @param lease for that long nobody else takes them
   */
  public List<Delivery> claim(int max, Set<Long> webhooks, Duration lease) {
    List<Long> due = new ArrayList<>(dueWebhooks());
    due.retainAll(webhooks);
    int share = max / Math.max(1, due.size()) + 1;
    List<Delivery> claimed = new ArrayList<>();
    for (int most : List.of(share, max)) {
      for (long webhook : due) {
        claimed.addAll(claim(webhook, Math.min(most, max - claimed.size()), lease));
      }
    }
    return claimed;
  }

  /**
   * Records an attempt and what becomes of the delivery, in one transaction.
   *
   * @return false when the lease had run out and another bridge has taken the delivery: the attempt
   *     is recorded, the delivery is the other's
   */
  public boolean complete(Delivery delivery, Attempt attempt, Next next) {
    return jdbi.inTransaction(
        handle -> {
          record(handle, delivery, attempt);
          int changed =
              handle
                  .createUpdate(ADVANCE)
                  .bind("id", delivery.id())
                  .bind("bridge", bridge)
                  .bind("number", delivery.number())
                  .bind("state", next.state().word())
                  .bind("reason", cut(next.reason()))
                  .bind("after", micros(next.after()))
                  .execute();
          return changed == 1;
        });
  }

  /** Gives a claimed delivery back without an attempt; it is due at once. */
  public void giveBack(Delivery delivery) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "UPDATE deliveries SET leased_by = NULL, due_at = UTC_TIMESTAMP(6)"
                        + " WHERE id = :id AND state = 'waiting' AND leased_by = :bridge")
                .bind("id", delivery.id())
                .bind("bridge", bridge)
                .execute());
  }

  /** Frees what an earlier life of this bridge had claimed and did not finish. */
  public int release() {
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    "UPDATE deliveries SET leased_by = NULL, due_at = UTC_TIMESTAMP(6)"
                        + " WHERE state = 'waiting' AND leased_by = :bridge")
                .bind("bridge", bridge)
                .execute());
  }

  /**
   * Makes dead letters of what waits for a webhook that was deleted.
   *
   * @param present the webhooks that there are
   */
  public int buryOrphans(Set<Long> present) {
    return jdbi.withHandle(
        handle ->
            // A list and no subquery: that would lock the rows of webhooks.
            handle
                .createUpdate(
                    "UPDATE deliveries SET state = 'dead', reason = 'the webhook was deleted'"
                        + " WHERE state = 'waiting' AND leased_by IS NULL"
                        + " AND webhook_id NOT IN (<present>)")
                .bindList("present", present.isEmpty() ? List.of(NOBODY) : List.copyOf(present))
                .execute());
  }

  private List<Long> dueWebhooks() {
    return jdbi.withHandle(handle -> handle.createQuery(DUE_WEBHOOKS).mapTo(Long.class).list());
  }

  private List<Delivery> claim(long webhook, int max, Duration lease) {
    if (max < 1) {
      return List.of();
    }
    return jdbi.inTransaction(
        handle -> {
          List<Long> ids =
              handle
                  .createQuery(DUE)
                  .bind("webhook", webhook)
                  .bind("max", max)
                  .mapTo(Long.class)
                  .list();
          return ids.isEmpty() ? List.of() : lease(handle, ids, lease);
        });
  }

  private List<Delivery> lease(Handle handle, List<Long> ids, Duration lease) {
    handle
        .createUpdate(LEASE)
        .bindList("ids", ids)
        .bind("bridge", bridge)
        .bind("lease", micros(lease))
        .execute();
    return handle.createQuery(READ).bindList("ids", ids).map(Deliveries::delivery).list();
  }

  private void record(Handle handle, Delivery delivery, Attempt attempt) {
    handle
        .createUpdate(RECORD)
        .bind("id", delivery.id())
        .bind("number", delivery.number())
        .bind("bridge", bridge)
        .bind("startedAt", EventLog.utc(attempt.startedAt()))
        .bind("durationMs", attempt.duration().toMillis())
        .bind("status", attempt.status())
        .bind("error", attempt.error() == null ? null : cut(attempt.error()))
        .bind("answer", attempt.answer())
        .execute();
  }

  private static Delivery delivery(ResultSet row, StatementContext context) throws SQLException {
    return new Delivery(
        row.getLong("id"),
        row.getString("event_id"),
        row.getLong("webhook_id"),
        row.getString("event"),
        row.getString("content_type"),
        row.getString("body"),
        row.getInt("attempts"));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
