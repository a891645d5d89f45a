package org.switchhook.outbox;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.switchhook.event.Event;
import org.switchhook.event.Subject;
import org.switchhook.webhook.Payload;

/**
 * Where events become durable for the receivers: event rows, a delivery for each webhook that asks
 * for one, and the position in the journal, all in one transaction.
 *
 * <p>Every method throws an unchecked exception of JDBI when the database is away; nothing is
 * written then, and the same call can be made again.
 */
public final class Outbox {

  private static final String DELIVER =
      """
      INSERT INTO deliveries (event_id, webhook_id, event, content_type, body, due_at, created_at)
      VALUES (:eventId, :webhook, :event, :contentType, :body, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
      """;

  private static final String ADVANCE =
      """
      INSERT INTO bridge_position (bridge, journal, position, updated_at)
      VALUES (:bridge, :journal, :position, UTC_TIMESTAMP(6))
      ON DUPLICATE KEY UPDATE journal = VALUES(journal), position = VALUES(position),
        updated_at = VALUES(updated_at)
      """;

  private final Jdbi jdbi;
  private final String bridge;
  private final String journal;
  private final EventLog events;
  private final Subscriptions subscriptions;
  private final Runnable committed;

  /**
   * @param bridge the bridge's name, unique in this database
   * @param journal the id of the journal that positions count in; another one begins at -1
   * @param committed called after a commit that has made deliveries, so that they go out at once
   */
  public Outbox(
      Jdbi jdbi, String bridge, String journal, Subscriptions subscriptions, Runnable committed) {
    this.jdbi = jdbi;
    this.bridge = bridge;
    this.journal = journal;
    this.events = new EventLog(bridge);
    this.subscriptions = subscriptions;
    this.committed = committed;
  }

  /**
   * Writes what the signals up to {@code position} have given. A position that is committed already
   * is skipped; an event that is there already is too.
   */
  public void commit(long position, List<Event> given) {
    int deliveries =
        jdbi.inTransaction(
            handle -> {
              if (position <= lockedPosition(handle)) {
                return 0;
              }
              int count = given.isEmpty() ? 0 : write(handle, given);
              handle
                  .createUpdate(ADVANCE)
                  .bind("bridge", bridge)
                  .bind("journal", journal)
                  .bind("position", position)
                  .execute();
              return count;
            });
    if (deliveries > 0) {
      committed.run();
    }
  }

  /** The highest position committed in this journal; -1 for none. */
  public long committedPosition() {
    return jdbi.withHandle(handle -> position(handle, ""));
  }

  /**
   * Where sequences go on when a journal starts afresh: of this bridge, its agents, and the calls
   * of the last day that are not closed.
   */
  public Map<Subject, Long> highestSequences() {
    return jdbi.withHandle(events::highestSequences);
  }

  private long lockedPosition(Handle handle) {
    return position(handle, "FOR UPDATE");
  }

  private long position(Handle handle, String lock) {
    return handle
        .createQuery("SELECT journal, position FROM bridge_position WHERE bridge = :bridge " + lock)
        .bind("bridge", bridge)
        .map(
            (row, context) ->
                row.getString("journal").equals(journal) ? row.getLong("position") : -1L)
        .findOne()
        .orElse(-1L);
  }

  private int write(Handle handle, List<Event> given) {
    List<Event> fresh = events.unknown(handle, given);
    if (fresh.isEmpty()) {
      return 0;
    }
    events.insert(handle, fresh);
    PreparedBatch batch = handle.prepareBatch(DELIVER);
    for (Event event : fresh) {
      for (Payload payload : subscriptions.payloads(event)) {
        batch
            .bind("eventId", event.id())
            .bind("webhook", payload.webhookId())
            .bind("event", payload.event())
            .bind("contentType", payload.contentType())
            .bind("body", payload.body())
            .add();
      }
    }
    int deliveries = batch.size();
    batch.execute();
    return deliveries;
  }
}
