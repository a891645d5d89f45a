package org.switchhook.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The deliveries that wait, for those who send them. Times are the database's alone, so that the
 * clocks of two bridges need not agree.
 */
public final class Deliveries {

  // By their ids: where few wait, MariaDB would read and lock all of these.
  private static final String RENEW =
      """
      UPDATE deliveries FORCE INDEX (PRIMARY)
      SET due_at = UTC_TIMESTAMP(6) + INTERVAL :lease MICROSECOND
      WHERE id IN (<ids>) AND state = 'waiting' AND leased_by = :bridge
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
  private final Jdbi transactions;
  private final String bridge;
  private final ResultLog results;
  private final DueDeliveries due;

  /**
   * @param bridge the bridge's name, unique in this database
   */
  public Deliveries(Database database, String bridge) {
    this(database, bridge, Renderer.LATER);
  }

  /**
   * @param renderer makes the bodies of those that wait for an answer
   */
  public Deliveries(Database database, String bridge, Renderer renderer) {
    this(database, bridge, renderer, System::nanoTime);
  }

  Deliveries(Database database, String bridge, Renderer renderer, LongSupplier nanoTime) {
    this.jdbi = database.jdbi();
    this.transactions = database.transactions();
    this.bridge = bridge;
    this.results = new ResultLog(transactions, bridge);
    this.due =
        new DueDeliveries(
            transactions, bridge, new LapsedLeases(bridge, nanoTime), new Turns(renderer));
  }

  /** The webhooks for which something is due. */
  public List<Long> dueWebhooks() {
    return jdbi.withHandle(Head::all).stream().filter(Head::isDue).map(Head::webhook).toList();
  }

  /** The webhooks for which something waits, due or not. */
  public List<Long> waitingWebhooks() {
    return jdbi.withHandle(Head::all).stream().map(Head::webhook).toList();
  }

  /**
   * Takes deliveries of one webhook that are due. Not thread-safe.
   *
   * @param ordered of each call only the one whose turn it is
   * @param lease for that long nobody else takes them
   */
  public List<Delivery> claim(long webhook, int max, boolean ordered, Duration lease) {
    return due.claim(webhook, max, ordered, lease);
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
    return Transaction.run(
        transactions,
        handle -> {
          handle
              .createUpdate(RENEW)
              .bindList("ids", List.copyOf(ids))
              .bind("bridge", bridge)
              .bind("lease", DeliveryLog.micros(lease))
              .execute();
          return leased(handle, ids);
        });
  }

  /** Those that are this bridge's, and stay so until the transaction ends. */
  private Set<Long> leased(Handle handle, Collection<Long> ids) {
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
}
