package org.switchhook.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.outbox.Next.State;

/** Attempts and their consequences. One that the database refuses holds no other back. */
final class ResultLog {

  private static final Logger LOG = LoggerFactory.getLogger(ResultLog.class);

  // Nearly all that there is to record, so all of it in one statement. By their ids:
  // where few wait, MariaDB would read and lock all of these. What is delivered loses its key, as
  // each claim in order looks at all that have it, and an agent has many thousands of events.
  private static final String DELIVERED =
      "UPDATE deliveries FORCE INDEX (PRIMARY) SET state = 'delivered', attempts = attempts + 1,"
          + " leased_by = NULL, order_key = NULL, due_at = UTC_TIMESTAMP(6)"
          + " WHERE state = 'waiting' AND leased_by = ? AND id IN (";

  private static final RowsStatement DELIVERED_ALL = new RowsStatement(DELIVERED, "?", ")");

  private static final String ADVANCE =
      """
      UPDATE deliveries
      SET state = :state, attempts = attempts + :made, leased_by = NULL, reason = :reason,
          due_at = UTC_TIMESTAMP(6) + INTERVAL :after MICROSECOND
      WHERE id = :id AND state = 'waiting' AND leased_by = :bridge
      """;

  // What comes after it in order is not asked for in vain meanwhile.
  private static final String HOLD_BACK =
      """
      UPDATE deliveries FORCE INDEX (deliveries_order)
      SET due_at = GREATEST(due_at, UTC_TIMESTAMP(6) + INTERVAL :after MICROSECOND)
      WHERE order_key = :orderKey AND webhook_id = :webhook AND state = 'waiting'
        AND leased_by IS NULL AND sequence > :sequence
      """;

  private static final RowsStatement ATTEMPT =
      new RowsStatement(
          "INSERT INTO attempts (delivery_id, number, bridge, started_at, duration_ms, status,"
              + " answer, error, effect, saved) VALUES ",
          "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          "");

  // Of nearly all of them there is no more to say, and each parameter costs as much as a column.
  private static final String PLAIN =
      "INSERT INTO attempts (delivery_id, number, bridge, started_at, duration_ms, status,"
          + " answer) VALUES ";

  private static final String PLAIN_ROW = "(?, ?, ?, ?, ?, ?, ?)";

  private static final RowsStatement PLAIN_ATTEMPT = new RowsStatement(PLAIN, PLAIN_ROW, "");

  private static final int FEW = 16;

  /** For so few that are delivered, from one. */
  private static final List<Compound> FEW_DELIVERED =
      IntStream.rangeClosed(1, FEW).mapToObj(ResultLog::fewDelivered).toList();

  private static final int LONGEST_REASON = 1000;

  private static final String KNOWN =
      """
      SELECT NOT EXISTS (SELECT 1 FROM deliveries WHERE id = :id)
        OR EXISTS (SELECT 1 FROM attempts
                   WHERE delivery_id = :id AND number = :number AND bridge = :bridge)
      """;

  private final Jdbi transactions;
  private final String bridge;

  ResultLog(Jdbi transactions, String bridge) {
    this.transactions = transactions;
    this.bridge = bridge;
  }

  /** Not all of them were this bridge's any more. */
  private static final class SomeLost extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** All in one transaction, unless the database refuses some of it or some are another's. */
  List<Result> record(List<Result> done) {
    try {
      return Transaction.run(transactions, handle -> record(handle, done));
    } catch (SomeLost e) {
      return halves(done);
    } catch (JdbiException e) {
      if (!MariaDbReason.isRefusal(e)) {
        throw e;
      }
      return done.size() == 1 ? withoutAttempt(done, e) : halves(done);
    }
  }

  private static Compound fewDelivered(int rows) {
    String delivered = RowsStatement.text(DELIVERED, "?", rows, ")");
    String attempts = RowsStatement.text(PLAIN, PLAIN_ROW, rows, "; SELECT " + rows);
    return new Compound("", delivered, rows, attempts);
  }

  private List<Result> record(Handle handle, List<Result> done) {
    if (areFewDelivered(done) && isRecorded(handle, done)) {
      return List.of();
    }
    return recordInSteps(handle, done);
  }

  private static boolean areFewDelivered(List<Result> done) {
    return !done.isEmpty()
        && done.size() <= FEW
        && done.stream()
            .allMatch(
                one ->
                    one.next().state() == State.DELIVERED
                        && one.attempt() != null
                        && one.attempt().isPlain());
  }

  /** At once; nothing is, where not all of them were this bridge's any more. */
  private boolean isRecorded(Handle handle, List<Result> done) {
    Parameters parameters = new Parameters().add(bridge);
    done.forEach(one -> parameters.add(one.delivery().id()));
    attempted(done).forEach(one -> bindPlain(parameters, one));
    if (parameters.chars() > RowsStatement.MOST_CHARS) {
      return false;
    }
    boolean recorded = FEW_DELIVERED.get(done.size() - 1).run(handle, parameters).isPresent();
    if (!recorded) {
      handle.rollback(); // Else the steps would find changed what they are to change.
    }
    return recorded;
  }

  private List<Result> recordInSteps(Handle handle, List<Result> done) {
    List<Result> lost = advance(handle, done);
    if (!lost.isEmpty() && isKnown(handle, done.get(0))) {
      return List.of();
    }
    attempts(handle, done);
    done.stream()
        .filter(Result::isAwaited)
        .forEach(result -> Turns.come(handle, result.delivery().id()));
    return lost;
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
      return Transaction.run(transactions, handle -> advance(handle, one));
    } catch (JdbiException e) {
      if (!MariaDbReason.isRefusal(e)) {
        throw e;
      }
      LOG.error("delivery={} goes out again: {}", delivery, MariaDbReason.of(e));
      return List.of();
    }
  }

  /**
   * What is not this bridge's any more stays as it is.
   *
   * @return that one, where it is the only one
   * @throws SomeLost where it is one of several
   */
  private List<Result> advance(Handle handle, List<Result> done) {
    List<Long> delivered = new ArrayList<>();
    int advanced = 0;
    for (Result result : done) {
      if (result.next().state() == State.DELIVERED) {
        delivered.add(result.delivery().id());
      } else {
        advanced += advance(handle, result);
      }
    }
    List<Long> ids = RowsStatement.filledUp(delivered);
    advanced += DELIVERED_ALL.update(handle, List.of(bridge), ids, Parameters::add);
    if (advanced == done.size()) {
      return List.of();
    }
    if (done.size() > 1) {
      throw new SomeLost();
    }
    return done;
  }

  private int advance(Handle handle, Result result) {
    Delivery delivery = result.delivery();
    Next next = result.next();
    int advanced =
        handle
            .createUpdate(ADVANCE)
            .bind("id", delivery.id())
            .bind("bridge", bridge)
            .bind("state", next.state().word())
            .bind("made", result.attempt() == null ? 0 : 1)
            .bind("reason", Parameters.cut(next.reason(), LONGEST_REASON))
            .bind("after", DeliveryLog.micros(next.after()))
            .execute();
    if (delivery.orderKey() != null && !next.after().isZero()) {
      holdBack(handle, delivery, next);
    }
    return advanced;
  }

  private static void holdBack(Handle handle, Delivery delivery, Next next) {
    handle
        .createUpdate(HOLD_BACK)
        .bind("orderKey", delivery.orderKey())
        .bind("webhook", delivery.webhookId())
        .bind("sequence", delivery.sequence())
        .bind("after", DeliveryLog.micros(next.after()))
        .execute();
  }

  private void attempts(Handle handle, List<Result> done) {
    List<Attempted> plain = new ArrayList<>();
    List<Attempted> others = new ArrayList<>();
    for (Attempted one : attempted(done)) {
      (one.attempt.isPlain() ? plain : others).add(one);
    }
    PLAIN_ATTEMPT.update(handle, List.of(), plain, this::bindPlain);
    ATTEMPT.update(handle, List.of(), others, this::bind);
  }

  private static List<Attempted> attempted(List<Result> done) {
    List<Attempted> all = new ArrayList<>(done.size());
    for (Result result : done) {
      if (result.attempt() != null) {
        all.add(new Attempted(result.delivery(), result.attempt()));
      }
    }
    return all;
  }

  private record Attempted(Delivery delivery, Attempt attempt) {}

  private void bindPlain(Parameters row, Attempted one) {
    Attempt attempt = one.attempt;
    row.add(one.delivery.id())
        .add(one.delivery.number())
        .add(bridge)
        .add(EventLog.utc(attempt.startedAt()))
        .add(attempt.duration().toMillis())
        .add(attempt.status())
        .add(attempt.answer());
  }

  private void bind(Parameters row, Attempted one) {
    Attempt attempt = one.attempt;
    bindPlain(row, one);
    row.add(attempt.error(), LONGEST_REASON)
        .add(attempt.effect(), LONGEST_REASON)
        .add(attempt.saved() == null ? null : Turns.text(attempt.saved()));
  }
}
