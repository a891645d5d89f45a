package org.switchhook.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.switchhook.outbox.LapsedLeases.Due;

/** Those of one webhook that are due, and who takes them. Not thread-safe. */
final class DueDeliveries {

  // A plain range of deliveries_due: SKIP LOCKED then locks what it returns and no more.
  static final String DUE =
      """
      SELECT id, leased_by, due_at FROM deliveries FORCE INDEX (deliveries_due)
      WHERE state = 'waiting' AND webhook_id = :webhook AND due_at <= UTC_TIMESTAMP(6)
      ORDER BY due_at, id LIMIT :max FOR UPDATE SKIP LOCKED
      """;

  // Locks nothing: what it looks at besides would stay locked.
  private static final String NEXT_IN_ORDER =
      """
      SELECT d.id FROM deliveries d FORCE INDEX (deliveries_due)
      WHERE d.state = 'waiting' AND d.webhook_id = :webhook AND d.due_at <= UTC_TIMESTAMP(6)
        AND NOT EXISTS (
          SELECT 1 FROM deliveries e FORCE INDEX (deliveries_order)
          WHERE e.order_key = d.order_key AND e.webhook_id = d.webhook_id AND e.state = 'waiting'
            AND e.sequence < d.sequence)
      ORDER BY d.due_at, d.id LIMIT :max
      """;

  // By their ids, here and below: where few wait, MariaDB would read and lock all of these.
  private static final String STILL_DUE =
      """
      SELECT id, leased_by, due_at FROM deliveries FORCE INDEX (PRIMARY)
      WHERE id IN (<ids>) AND state = 'waiting' AND due_at <= UTC_TIMESTAMP(6)
      FOR UPDATE SKIP LOCKED
      """;

  private static final String LEASE =
      """
      UPDATE deliveries FORCE INDEX (PRIMARY)
      SET leased_by = :bridge, due_at = UTC_TIMESTAMP(6) + INTERVAL :lease MICROSECOND
      WHERE id IN (<ids>)
      """;

  private static final String READ =
      """
      SELECT d.id, e.event_id, webhook_id, event, d.sequence, order_key, content_type,
        d.body, COALESCE(d.view, e.body) AS json, attempts, behind
      FROM deliveries d JOIN events e ON e.id = d.event_row
      WHERE d.id IN (<ids>) ORDER BY d.sequence, d.id
      """;

  // It cannot be sent, as receivers are told the event's id.
  private static final String BURY =
      """
      UPDATE deliveries
      SET state = 'dead', leased_by = NULL, due_at = UTC_TIMESTAMP(6),
        reason = 'its row of events was deleted'
      WHERE id IN (<ids>)
      """;

  private static final Duration LONG_ENOUGH = Duration.ofMillis(500);

  private final Jdbi transactions;
  private final String bridge;
  private final LapsedLeases lapsed;
  private final Turns turns;

  /**
   * What came of one look.
   *
   * @param leftOut how many were due besides and are not to be sent
   */
  private record Claimed(List<Delivery> deliveries, int leftOut) {
    static final Claimed NOTHING = new Claimed(List.of(), 0);
  }

  /** One that is leased, rendered or not yet. */
  private record Leased(Delivery delivery, boolean waited) {}

  DueDeliveries(Jdbi transactions, String bridge, LapsedLeases lapsed, Turns turns) {
    this.turns = turns;
    this.transactions = transactions;
    this.bridge = bridge;
    this.lapsed = lapsed;
  }

  /**
   * Leases at most so many of them to this bridge. What nobody wants any more once it is rendered
   * makes room for the next ones; after a while other webhooks have their turn.
   */
  List<Delivery> claim(long webhook, int max, boolean ordered, Duration lease) {
    long end = System.nanoTime() + LONG_ENOUGH.toNanos();
    List<Delivery> taken = new ArrayList<>();
    Claimed last;
    do {
      last = claimOnce(webhook, max - taken.size(), ordered, lease);
      taken.addAll(last.deliveries());
    } while (last.leftOut() > 0 && taken.size() < max && System.nanoTime() - end < 0);
    return taken;
  }

  private Claimed claimOnce(long webhook, int max, boolean ordered, Duration lease) {
    int most = max + lapsed.size(webhook);
    return Transaction.run(
        transactions,
        handle -> {
          List<Due> due = ordered ? inOrder(handle, webhook, most) : due(handle, webhook, most);
          List<Long> ids = lapsed.takeable(webhook, due).stream().limit(max).toList();
          return ids.isEmpty() ? Claimed.NOTHING : lease(handle, ids, lease);
        });
  }

  private static List<Due> due(Handle handle, long webhook, int max) {
    return handle.createQuery(DUE).bind("webhook", webhook).bind("max", max).map(Due::of).list();
  }

  private static List<Due> inOrder(Handle handle, long webhook, int max) {
    List<Long> ids =
        handle
            .createQuery(NEXT_IN_ORDER)
            .bind("webhook", webhook)
            .bind("max", max)
            .mapTo(Long.class)
            .list();
    return ids.isEmpty()
        ? List.of()
        : handle.createQuery(STILL_DUE).bindList("ids", ids).map(Due::of).list();
  }

  private Claimed lease(Handle handle, List<Long> ids, Duration lease) {
    handle
        .createUpdate(LEASE)
        .bindList("ids", ids)
        .bind("bridge", bridge)
        .bind("lease", DeliveryLog.micros(lease))
        .execute();
    List<Leased> leased =
        handle
            .createQuery(READ)
            .bindList("ids", ids)
            .map((row, context) -> new Leased(delivery(row), row.getObject("behind") != null))
            .list();
    if (leased.size() < ids.size()) {
      Set<Long> bereft = new HashSet<>(ids);
      leased.forEach(one -> bereft.remove(one.delivery().id()));
      handle.createUpdate(BURY).bindList("ids", List.copyOf(bereft)).execute();
    }
    List<Delivery> deliveries =
        leased.stream().flatMap(one -> rendered(handle, one).stream()).toList();
    return new Claimed(deliveries, ids.size() - deliveries.size());
  }

  private Optional<Delivery> rendered(Handle handle, Leased one) {
    return one.waited() ? turns.render(handle, one.delivery()) : Optional.of(one.delivery());
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    long orderKey = row.getLong("order_key");
    boolean ordered = !row.wasNull();
    String body = row.getString("body");
    String json = row.getString("json");
    return new Delivery(
        row.getLong("id"),
        row.getString("event_id"),
        row.getLong("webhook_id"),
        row.getString("event"),
        row.getLong("sequence"),
        ordered ? orderKey : null,
        row.getString("content_type"),
        body == null ? json : body,
        json,
        row.getInt("attempts"));
  }
}
