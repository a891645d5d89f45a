package org.switchhook.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.switchhook.outbox.Next.State;

/** Attempts and their consequences, inside the transactions of {@link Deliveries}. */
final class ResultLog {

  // Nearly all that there is to record, so all of it in one statement.
  private static final String DELIVERED =
      """
      UPDATE deliveries
      SET state = 'delivered', attempts = attempts + 1, leased_by = NULL, due_at = UTC_TIMESTAMP(6)
      WHERE id IN (<ids>)
      """;

  private static final String ADVANCE =
      """
      UPDATE deliveries
      SET state = :state, attempts = attempts + :made, leased_by = NULL, reason = :reason,
          due_at = UTC_TIMESTAMP(6) + INTERVAL :after MICROSECOND
      WHERE id = :id
      """;

  // What comes after it in order is not asked for in vain meanwhile.
  private static final String HOLD_BACK =
      """
      UPDATE deliveries
      SET due_at = GREATEST(due_at, UTC_TIMESTAMP(6) + INTERVAL :after MICROSECOND)
      WHERE order_key = :orderKey AND webhook_id = :webhook AND state = 'waiting'
        AND leased_by IS NULL AND sequence > :sequence
      """;

  private static final String ATTEMPT =
      """
      INSERT INTO attempts (delivery_id, number, bridge, started_at, duration_ms, status, error,
                            answer)
      VALUES (:id, :number, :bridge, :startedAt, :durationMs, :status, :error, :answer)
      """;

  private static final int LONGEST_REASON = 1000;

  private final String bridge;

  ResultLog(String bridge) {
    this.bridge = bridge;
  }

  /** Those that are not this bridge's any more are returned; their attempts are recorded too. */
  List<Result> write(Handle handle, List<Result> done) {
    Set<Long> own =
        Deliveries.leased(handle, bridge, done.stream().map(r -> r.delivery().id()).toList());
    List<Long> delivered = new ArrayList<>();
    List<Result> lost = new ArrayList<>();
    for (Result result : done) {
      long id = result.delivery().id();
      if (!own.contains(id)) {
        lost.add(result);
      } else if (result.next().state() == State.DELIVERED) {
        delivered.add(id);
      } else {
        advance(handle, result);
      }
    }
    if (!delivered.isEmpty()) {
      handle.createUpdate(DELIVERED).bindList("ids", delivered).execute();
    }
    attempts(handle, done);
    return lost;
  }

  private static void advance(Handle handle, Result result) {
    Delivery delivery = result.delivery();
    Next next = result.next();
    handle
        .createUpdate(ADVANCE)
        .bind("id", delivery.id())
        .bind("state", next.state().word())
        .bind("made", result.attempt() == null ? 0 : 1)
        .bind("reason", cut(next.reason()))
        .bind("after", DeliveryLog.micros(next.after()))
        .execute();
    if (delivery.orderKey() != null && !next.after().isZero()) {
      handle
          .createUpdate(HOLD_BACK)
          .bind("orderKey", delivery.orderKey())
          .bind("webhook", delivery.webhookId())
          .bind("sequence", delivery.sequence())
          .bind("after", DeliveryLog.micros(next.after()))
          .execute();
    }
  }

  private void attempts(Handle handle, List<Result> done) {
    PreparedBatch batch = handle.prepareBatch(ATTEMPT);
    for (Result result : done) {
      Attempt attempt = result.attempt();
      if (attempt != null) {
        batch
            .bind("id", result.delivery().id())
            .bind("number", result.delivery().number())
            .bind("bridge", bridge)
            .bind("startedAt", EventLog.utc(attempt.startedAt()))
            .bind("durationMs", attempt.duration().toMillis())
            .bind("status", attempt.status())
            .bind("error", attempt.error() == null ? null : cut(attempt.error()))
            .bind("answer", attempt.answer())
            .add();
      }
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
  }
}
