package org.switchhook.outbox;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.RetentionSettings;
import org.switchhook.outbox.Next.State;

/**
 * Removes what has been kept for long enough, in parts with pauses between them, so that nobody
 * waits for it. What waits and dead letters that nobody has acknowledged are never removed, nor are
 * their events.
 */
public final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int ROWS_A_COMMIT = 500;
  private static final LocalDateTime BEGINNING = LocalDateTime.of(1970, 1, 1, 0, 0);

  // Ids grow with time: what is old is at the beginning, and the first that is not ends the search.
  static final String OLD_ATTEMPTS =
      """
      SELECT id FROM (SELECT id, started_at FROM attempts ORDER BY id LIMIT :limit) first
      WHERE started_at < UTC_TIMESTAMP(6) - INTERVAL :hours HOUR
      """;

  static final String OLD_ASKS = OLD_ATTEMPTS.replace("attempts", "asks");

  // One step through deliveries_due: GROUP BY would read all of that state.
  static final String NEXT_WEBHOOK =
      """
      SELECT webhook_id FROM deliveries FORCE INDEX (deliveries_due)
      WHERE state = :state AND webhook_id > :webhook
      ORDER BY webhook_id LIMIT 1
      """;

  static final String OLD_DELIVERIES =
      """
      SELECT id FROM deliveries FORCE INDEX (deliveries_due)
      WHERE state = :state AND webhook_id = :webhook
        AND due_at < UTC_TIMESTAMP(6) - INTERVAL :hours HOUR
      ORDER BY due_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
      """;

  // The last event of an agent or a bridge tells where its sequence goes on.
  static final String OLD_EVENTS =
      """
      SELECT e.id, e.time,
        NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event_row = e.id)
        AND (e.subject_kind = 'call' OR EXISTS (
          SELECT 1 FROM events later
          WHERE later.subject_kind = e.subject_kind AND later.pbx = e.pbx
            AND later.subject = e.subject AND later.sequence > e.sequence)) AS removable
      FROM events e FORCE INDEX (events_time)
      WHERE e.time < UTC_TIMESTAMP(6) - INTERVAL :hours HOUR
        AND e.time >= :time AND (e.time > :time OR e.id > :id)
      ORDER BY e.time, e.id LIMIT :limit
      """;

  private final Jdbi jdbi;
  private final RetentionSettings settings;
  private final Duration pause;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * @param pause between two parts
   */
  public Retention(Jdbi jdbi, RetentionSettings settings, Duration pause) {
    this.jdbi = jdbi;
    this.settings = settings;
    this.pause = pause;
  }

  /** Goes once through all that is too old. Ends early where it is stopped or trouble comes. */
  public void run() {
    int attempts = 0;
    int deliveries = 0;
    int events = 0;
    try {
      attempts = attempts(OLD_ATTEMPTS, "attempts") + attempts(OLD_ASKS, "asks");
      deliveries = deliveries(State.DELIVERED) + deliveries(State.ACKNOWLEDGED);
      events = events();
    } catch (JdbiException e) {
      LOG.warn("retention broke off, it goes on at its next run: {}", MariaDbReason.of(e));
    }
    LOG.info("retention removed attempts={} deliveries={} events={}", attempts, deliveries, events);
  }

  /** Ends after the part that it is at. */
  public void stop() {
    stopping.countDown();
  }

  private int attempts(String old, String table) {
    return inParts(
        () ->
            jdbi.inTransaction(
                handle -> {
                  List<Long> ids =
                      handle
                          .createQuery(old)
                          .bind("hours", settings.attempts().toHours())
                          .bind("limit", ROWS_A_COMMIT)
                          .mapTo(Long.class)
                          .list();
                  return delete(handle, "DELETE FROM " + table + " WHERE id = ?", ids);
                }));
  }

  private int deliveries(State state) {
    int removed = 0;
    Optional<Long> next = webhookBehind(Long.MIN_VALUE, state);
    while (next.isPresent()) {
      long webhook = next.get();
      removed += inParts(() -> jdbi.inTransaction(handle -> part(handle, state, webhook)));
      next = webhookBehind(webhook, state);
    }
    return removed;
  }

  private Optional<Long> webhookBehind(long webhook, State state) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(NEXT_WEBHOOK)
                .bind("state", state.word())
                .bind("webhook", webhook)
                .mapTo(Long.class)
                .findOne());
  }

  private int part(Handle handle, State state, long webhook) {
    List<Long> ids =
        handle
            .createQuery(OLD_DELIVERIES)
            .bind("state", state.word())
            .bind("webhook", webhook)
            .bind("hours", settings.delivered().toHours())
            .bind("limit", ROWS_A_COMMIT)
            .mapTo(Long.class)
            .list();
    delete(handle, "DELETE FROM attempts WHERE delivery_id = ?", ids);
    return delete(handle, "DELETE FROM deliveries WHERE id = ?", ids);
  }

  private record Old(long id, LocalDateTime time, boolean removable) {}

  /** Past those that have to stay. */
  private int events() {
    int removed = 0;
    List<Old> part = behind(new Old(0, BEGINNING, false));
    while (!part.isEmpty()) {
      List<Long> ids = part.stream().filter(Old::removable).map(Old::id).toList();
      removed +=
          jdbi.inTransaction(handle -> delete(handle, "DELETE FROM events WHERE id = ?", ids));
      part = isStopped() ? List.of() : behind(part.get(part.size() - 1));
    }
    return removed;
  }

  private List<Old> behind(Old last) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OLD_EVENTS)
                .bind("hours", settings.delivered().toHours())
                .bind("time", last.time())
                .bind("id", last.id())
                .bind("limit", ROWS_A_COMMIT)
                .map(
                    (row, context) ->
                        new Old(
                            row.getLong("id"),
                            row.getObject("time", LocalDateTime.class),
                            row.getBoolean("removable")))
                .list());
  }

  /** Until there is nothing more to do. */
  private int inParts(IntSupplier work) {
    int all = 0;
    int part = stopping.getCount() == 0 ? 0 : work.getAsInt();
    while (part > 0) {
      all += part;
      part = isStopped() ? 0 : work.getAsInt();
    }
    return all;
  }

  /** Lets others have the database for a while. */
  private boolean isStopped() {
    try {
      return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** One by one: for a list MariaDB may read the whole table, and wait for what others hold. */
  private static int delete(Handle handle, String statement, List<Long> ids) {
    if (ids.isEmpty()) {
      return 0;
    }
    PreparedBatch batch = handle.prepareBatch(statement);
    ids.forEach(batch::add);
    return Arrays.stream(batch.execute()).map(count -> Math.max(0, count)).sum();
  }
}
