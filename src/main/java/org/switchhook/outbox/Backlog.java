package org.switchhook.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** What is late, and whether the database answers. */
public final class Backlog {

  // The first entry of deliveries_due for the next webhook: GROUP BY would read all that wait.
  private static final String NEXT =
      """
      SELECT webhook_id, TIMESTAMPDIFF(MICROSECOND, due_at, UTC_TIMESTAMP(6)) AS micros
      FROM deliveries FORCE INDEX (deliveries_due)
      WHERE state = 'waiting' AND webhook_id > :after
      ORDER BY webhook_id, due_at LIMIT 1
      """;

  private final Jdbi jdbi;

  public Backlog(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For how long the oldest delivery that is due and nobody's has been so, by webhook. */
  public Map<Long, Duration> oldestDue() {
    Map<Long, Duration> oldest = new HashMap<>();
    jdbi.useHandle(
        handle -> {
          Optional<Map.Entry<Long, Duration>> next = next(handle, Long.MIN_VALUE);
          while (next.isPresent()) {
            Map.Entry<Long, Duration> one = next.get();
            if (!one.getValue().isNegative()) {
              oldest.put(one.getKey(), one.getValue());
            }
            next = next(handle, one.getKey());
          }
        });
    return oldest;
  }

  private static Optional<Map.Entry<Long, Duration>> next(Handle handle, long after) {
    return handle
        .createQuery(NEXT)
        .bind("after", after)
        .map(
            (row, context) ->
                Map.entry(
                    row.getLong("webhook_id"), Duration.ofNanos(row.getLong("micros") * 1000)))
        .findOne();
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
