package org.switchhook.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The first of the deliveries that wait for a webhook.
 *
 * @param dueFor since when it is its turn; negative where that is still to come
 */
record Head(long webhook, Duration dueFor) {

  // The first entry of deliveries_due for the next webhook: GROUP BY would read all that wait.
  private static final String NEXT =
      """
      SELECT webhook_id, TIMESTAMPDIFF(MICROSECOND, due_at, UTC_TIMESTAMP(6)) AS due_for
      FROM deliveries FORCE INDEX (deliveries_due)
      WHERE state = 'waiting' AND webhook_id > :after
      ORDER BY webhook_id, due_at LIMIT 1
      """;

  boolean isDue() {
    return !dueFor.isNegative();
  }

  /** Of each webhook for which something waits. */
  static List<Head> all(Handle handle) {
    List<Head> heads = new ArrayList<>();
    Optional<Head> next = behind(handle, Long.MIN_VALUE);
    while (next.isPresent()) {
      heads.add(next.get());
      next = behind(handle, next.get().webhook);
    }
    return heads;
  }

  private static Optional<Head> behind(Handle handle, long webhook) {
    return handle
        .createQuery(NEXT)
        .bind("after", webhook)
        .map(
            (row, context) ->
                new Head(
                    row.getLong("webhook_id"), Duration.ofNanos(row.getLong("due_for") * 1000)))
        .findOne();
  }
}
