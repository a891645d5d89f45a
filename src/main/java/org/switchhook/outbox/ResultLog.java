package org.switchhook.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.outbox.Next.State;

/** Attempts and their consequences. One that the database refuses holds no other back. */
final class ResultLog {

  private static final Logger LOG = LoggerFactory.getLogger(ResultLog.class);

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

  private static final String KNOWN =
      """
      SELECT NOT EXISTS (SELECT 1 FROM deliveries WHERE id = :id)
        OR EXISTS (SELECT 1 FROM attempts
                   WHERE delivery_id = :id AND number = :number AND bridge = :bridge)
      """;

  private final Jdbi jdbi;
  private final String bridge;

  ResultLog(Jdbi jdbi, String bridge) {
    this.jdbi = jdbi;
    this.bridge = bridge;
  }

  /** All in one transaction, unless the database refuses some of it for its content. */
  List<Result> record(List<Result> done) {
    try {
      return jdbi.inTransaction(
          handle -> {
            List<Result> lost = advance(handle, done);
            List<Result> known = lost.stream().filter(one -> isKnown(handle, one)).toList();
            attempts(handle, done.stream().filter(one -> !known.contains(one)).toList());
            return lost.stream().filter(one -> !known.contains(one)).toList();
          });
    } catch (JdbiException e) {
      if (!MariaDbReason.isRefusal(e)) {
        throw e;
      }
      return done.size() == 1 ? withoutAttempt(done, e) : halves(done);
    }
  }

  /**
   * Nothing is left to record: the delivery was deleted while it was on its way, or all stands
   * there already, as the answer to an earlier commit was lost.
   */
  private boolean isKnown(Handle handle, Result result) {
    return handle
        .createQuery(KNOWN)
        .bind("id", result.delivery().id())
        .bind("number", result.delivery().number())
        .bind("bridge", bridge)
        .mapTo(Boolean.class)
        .one();
  }

  private List<Result> halves(List<Result> done) {
    int middle = done.size() / 2;
    List<Result> lost = new ArrayList<>(record(done.subList(0, middle)));
    lost.addAll(record(done.subList(middle, done.size())));
    return lost;
  }

  /** What became of the delivery is the more important half. */
  private List<Result> withoutAttempt(List<Result> one, JdbiException trouble) {
    long delivery = one.get(0).delivery().id();
    LOG.error("delivery={} an attempt cannot be recorded: {}", delivery, MariaDbReason.of(trouble));
    try {
      return jdbi.inTransaction(handle -> advance(handle, one));
    } catch (JdbiException e) {
      if (!MariaDbReason.isRefusal(e)) {
        throw e;
      }
      LOG.error("delivery={} goes out again: {}", delivery, MariaDbReason.of(e));
      return List.of();
    }
  }

  /** Those that are not this bridge's any more are returned; they stay as they are. */
  private List<Result> advance(Handle handle, List<Result> done) {
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
    if (text.length() <= LONGEST_REASON) {
      return text;
    }
    boolean inPair = Character.isHighSurrogate(text.charAt(LONGEST_REASON - 1));
    return text.substring(0, inPair ? LONGEST_REASON - 1 : LONGEST_REASON);
  }
}
