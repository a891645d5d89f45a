package org.switchhook.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.switchhook.outbox.LapsedLeases.Due;

/**
 * The deliveries that wait, for those who send them. Times are the database's alone, so that the
 * clocks of two bridges need not agree.
 */
public final class Deliveries {

  // The first entry of deliveries_due for the next webhook: GROUP BY would read all that wait.
  private static final String NEXT_WEBHOOK =
      """
      SELECT webhook_id, due_at <= UTC_TIMESTAMP(6) AS due
      FROM deliveries FORCE INDEX (deliveries_due)
      WHERE state = 'waiting' AND webhook_id > :after
      ORDER BY webhook_id, due_at LIMIT 1
      """;

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

  private static final String RENEW =
      """
      UPDATE deliveries FORCE INDEX (PRIMARY)
      SET due_at = UTC_TIMESTAMP(6) + INTERVAL :lease MICROSECOND
      WHERE id IN (<ids>) AND state = 'waiting' AND leased_by = :bridge
      """;

  private static final String READ =
      """
      SELECT d.id, e.event_id, webhook_id, event, d.sequence, order_key, content_type,
        COALESCE(d.body, e.body) AS body, attempts
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

  private static final String LEASED =
      """
      SELECT id FROM deliveries FORCE INDEX (PRIMARY)
      WHERE id IN (<ids>) AND state = 'waiting' AND leased_by = :bridge
      FOR UPDATE
      """;

  // A lease that has run out needs no release, and what was never tried is not gone through.
  private static final String RELEASE =
      """
      UPDATE deliveries FORCE INDEX (deliveries_due)
      SET leased_by = NULL, due_at = UTC_TIMESTAMP(6)
      WHERE state = 'waiting' AND webhook_id = :webhook AND due_at > UTC_TIMESTAMP(6)
        AND leased_by = :bridge
      """;

  // Also what a bridge that is no more has leased: nobody claims for a webhook that is not there.
  private static final String BURY_ORPHANS =
      """
      UPDATE deliveries FORCE INDEX (deliveries_due)
      SET state = 'dead', leased_by = NULL, due_at = UTC_TIMESTAMP(6),
        reason = 'the webhook was deleted'
      WHERE state = 'waiting' AND webhook_id = ?
        AND (leased_by IS NULL OR due_at <= UTC_TIMESTAMP(6))
      LIMIT ?
      """;

  private static final String HASTEN =
      """
      UPDATE deliveries SET due_at = UTC_TIMESTAMP(6)
      WHERE state = 'waiting' AND attempts = 0 AND leased_by IS NULL AND due_at > UTC_TIMESTAMP(6)
      LIMIT ?
      """;

  /** Rows that one statement changes, so that nobody waits long for them. */
  private static final int AT_ONCE = 5000;

  private final Jdbi jdbi;
  private final String bridge;
  private final ResultLog results;
  private final LapsedLeases lapsed;

  /**
   * @param bridge the bridge's name, unique in this database
   */
  public Deliveries(Jdbi jdbi, String bridge) {
    this(jdbi, bridge, System::nanoTime);
  }

  Deliveries(Jdbi jdbi, String bridge, LongSupplier nanoTime) {
    this.jdbi = jdbi;
    this.bridge = bridge;
    this.results = new ResultLog(jdbi, bridge);
    this.lapsed = new LapsedLeases(bridge, nanoTime);
  }

  private record Head(long webhook, boolean due) {}

  /** The webhooks for which something is due. */
  public List<Long> dueWebhooks() {
    return heads().stream().filter(Head::due).map(Head::webhook).toList();
  }

  /** The webhooks for which something waits, due or not. */
  public List<Long> waitingWebhooks() {
    return heads().stream().map(Head::webhook).toList();
  }

  private List<Head> heads() {
    return jdbi.withHandle(
        handle -> {
          List<Head> heads = new ArrayList<>();
          Optional<Head> next = behind(handle, Long.MIN_VALUE);
          while (next.isPresent()) {
            heads.add(next.get());
            next = behind(handle, next.get().webhook);
          }
          return heads;
        });
  }

  private static Optional<Head> behind(Handle handle, long webhook) {
    return handle
        .createQuery(NEXT_WEBHOOK)
        .bind("after", webhook)
        .map((row, context) -> new Head(row.getLong("webhook_id"), row.getBoolean("due")))
        .findOne();
  }

  /**
   * Takes deliveries of one webhook that are due. Not thread-safe.
   *
   * @param ordered of each call only the one whose turn it is
   * @param lease for that long nobody else takes them
   */
  public List<Delivery> claim(long webhook, int max, boolean ordered, Duration lease) {
    int most = max + lapsed.size(webhook);
    return jdbi.inTransaction(
        handle -> {
          List<Due> due = ordered ? inOrder(handle, webhook, most) : due(handle, webhook, most);
          List<Long> ids = lapsed.takeable(webhook, due).stream().limit(max).toList();
          return ids.isEmpty() ? List.of() : lease(handle, ids, lease);
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

  private List<Delivery> lease(Handle handle, List<Long> ids, Duration lease) {
    handle
        .createUpdate(LEASE)
        .bindList("ids", ids)
        .bind("bridge", bridge)
        .bind("lease", DeliveryLog.micros(lease))
        .execute();
    List<Delivery> leased =
        handle.createQuery(READ).bindList("ids", ids).map(Deliveries::delivery).list();
    if (leased.size() < ids.size()) {
      Set<Long> bereft = new HashSet<>(ids);
      leased.forEach(delivery -> bereft.remove(delivery.id()));
      handle.createUpdate(BURY).bindList("ids", List.copyOf(bereft)).execute();
    }
    return leased;
  }

  /**
   * Leases anew what this bridge holds.
   *
   * @return those that it holds still; a lease that ran out may be another bridge's
   */
  public Set<Long> renew(Collection<Long> ids, Duration lease) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    return jdbi.inTransaction(
        handle -> {
          handle
              .createUpdate(RENEW)
              .bindList("ids", List.copyOf(ids))
              .bind("bridge", bridge)
              .bind("lease", DeliveryLog.micros(lease))
              .execute();
          return leased(handle, bridge, ids);
        });
  }

  /** Those that are this bridge's, and stay so until the transaction ends. */
  static Set<Long> leased(Handle handle, String bridge, Collection<Long> ids) {
    return handle
        .createQuery(LEASED)
        .bindList("ids", List.copyOf(ids))
        .bind("bridge", bridge)
        .mapTo(Long.class)
        .set();
  }

  /**
   * Records attempts and what becomes of their deliveries, in one transaction. An attempt that the
   * database refuses for its content is in the log of the bridge alone.
   *
   * @return those whose lease had run out and that another bridge has taken: their attempts are
   *     recorded, the deliveries are the other's
   */
  public List<Result> record(List<Result> done) {
    return results.record(done);
  }

  /** What the database's clock says. */
  public Instant clock() {
    LocalDateTime utc =
        jdbi.withHandle(
            handle ->
                handle.createQuery("SELECT UTC_TIMESTAMP(6)").mapTo(LocalDateTime.class).one());
    return utc.toInstant(ZoneOffset.UTC);
  }

  /**
   * Makes due what was never tried, after the clock was put back; at most so many at once.
   *
   * @return whether there may be more
   */
  public boolean hasten() {
    return jdbi.withHandle(handle -> handle.execute(HASTEN, AT_ONCE)) == AT_ONCE;
  }

  /** Frees what an earlier life of this bridge had claimed and did not finish. */
  public int release() {
    return waitingWebhooks().stream().mapToInt(this::release).sum();
  }

  private int release(long webhook) {
    return jdbi.withHandle(
        handle ->
            handle.createUpdate(RELEASE).bind("webhook", webhook).bind("bridge", bridge).execute());
  }

  /**
   * Makes dead letters of what waits for a webhook that was deleted, at most so many at once that
   * nobody waits long for the rows. What is leased for now is left.
   *
   * @return whether there may be more
   */
  public boolean buryOrphans(long webhook) {
    return jdbi.withHandle(handle -> handle.execute(BURY_ORPHANS, webhook, AT_ONCE)) == AT_ONCE;
  }

  private static Delivery delivery(ResultSet row, StatementContext context) throws SQLException {
    long orderKey = row.getLong("order_key");
    boolean ordered = !row.wasNull();
    return new Delivery(
        row.getLong("id"),
        row.getString("event_id"),
        row.getLong("webhook_id"),
        row.getString("event"),
        row.getLong("sequence"),
        ordered ? orderKey : null,
        row.getString("content_type"),
        row.getString("body"),
        row.getInt("attempts"));
  }
}
