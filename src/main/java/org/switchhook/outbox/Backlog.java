package org.switchhook.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** What is late, and whether the database answers. */
public final class Backlog {

  // MIN and GROUP BY jump through deliveries_due from webhook to webhook, whatever waits behind.
  static final String OLDEST =
      """
      SELECT webhook_id, TIMESTAMPDIFF(MICROSECOND, MIN(due_at), UTC_TIMESTAMP(6)) AS micros
      FROM deliveries FORCE INDEX (deliveries_due)
      WHERE state = 'waiting'
      GROUP BY webhook_id HAVING MIN(due_at) <= UTC_TIMESTAMP(6)
      """;

  private final Jdbi jdbi;

  public Backlog(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For how long the oldest delivery that is due and nobody's has been so, by webhook. */
  public Map<Long, Duration> oldestDue() {
    Map<Long, Duration> oldest = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(OLDEST)
                .map(
                    (row, context) ->
                        oldest.put(
                            row.getLong("webhook_id"),
                            Duration.ofNanos(row.getLong("micros") * 1000)))
                .list());
    return oldest;
  }

  /** Why the database does not answer; empty when it does. */
  public Optional<String> problem() {
    try {
      jdbi.useHandle(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
      return Optional.empty();
    } catch (JdbiException e) {
      return Optional.of(MariaDbReason.of(e));
    }
  }
}
