package org.switchhook.outbox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.switchhook.event.Event;
import org.switchhook.event.Subject;

/**
 * Where events become durable for the receivers: event rows, a delivery for each webhook that asks
 * for one, and the position in the journal, all in one transaction.
 *
 * <p>Every method throws an unchecked exception of JDBI when the database is away; nothing is
 * written then, and the same call can be made again.
 */
public final class Outbox {

  private static final int DUPLICATE = 1062;

  private static final String MOVE =
      """
      UPDATE bridge_position SET position = :position, updated_at = UTC_TIMESTAMP(6)
      WHERE bridge = :bridge AND journal = :journal AND position < :position
      """;

  private static final String ADVANCE =
      """
      INSERT INTO bridge_position (bridge, journal, position, updated_at)
      VALUES (:bridge, :journal, :position, UTC_TIMESTAMP(6))
      ON DUPLICATE KEY UPDATE journal = VALUES(journal), position = VALUES(position),
        updated_at = VALUES(updated_at)
      """;

  private final Jdbi transactions;
  private final String bridge;
  private final String journal;
  private final EventLog events;
  private final Subscriptions subscriptions;
  private final Dispatcher dispatcher;

  /**
   * @param bridge the bridge's name, unique in this database
   * @param journal the id of the journal that positions count in; another one begins at -1
   * @param dispatcher is told after a commit that has made deliveries, so that they go out at once
   */
  public Outbox(
      Database database,
      String bridge,
      String journal,
      Subscriptions subscriptions,
      Dispatcher dispatcher) {
    this.transactions = database.transactions();
    this.bridge = bridge;
    this.journal = journal;
    this.events = new EventLog(bridge);
    this.subscriptions = subscriptions;
    this.dispatcher = dispatcher;
  }

  /**
   * Writes what the signals up to {@code position} have given. A position that is committed already
   * is skipped; an event that is there already is too.
   */
  public void commit(long position, List<Event> given) {
    long startNanos = System.nanoTime();
    Written written = commitOnce(position, given);
    if (!written.isNothing()) {
      dispatcher.written(written.leased(), written.waiting(), startNanos);
    }
  }

  private Written commitOnce(long position, List<Event> given) {
    try {
      return Transaction.run(transactions, handle -> write(handle, position, given));
    } catch (JdbiException e) {
      if (MariaDbReason.code(e) != DUPLICATE) {
        throw e;
      }
      // So rare that to look for them each time would cost more than to begin again.
      return Transaction.run(
          transactions, handle -> write(handle, position, events.unknown(handle, given)));
    }
  }

  private Written write(Handle handle, long position, List<Event> fresh) {
    boolean moved = moved(handle, position);
    return moved && !fresh.isEmpty() ? write(handle, fresh) : Written.NOTHING;
  }

  /** Whether the position was behind that one; it is there now. */
  private boolean moved(Handle handle, long position) {
    int moved =
        handle
            .createUpdate(MOVE)
            .bind("bridge", bridge)
            .bind("journal", journal)
            .bind("position", position)
            .execute();
    if (moved == 0 && position > lockedPosition(handle)) {
      advance(handle, position); // The first one, or the first of another journal.
      return true;
    }
    return moved == 1;
  }

  private void advance(Handle handle, long position) {
    handle
        .createUpdate(ADVANCE)
        .bind("bridge", bridge)
        .bind("journal", journal)
        .bind("position", position)
        .execute();
  }

  /** The highest position committed in this journal; -1 for none. */
  public long committedPosition() {
    return transactions.withHandle(handle -> position(handle, ""));
  }

  /**
   * Where sequences go on when a journal starts afresh: of this bridge, its agents, and the calls
   * of the last day that are not closed.
   */
  public Map<Subject, Long> highestSequences() {
    return transactions.withHandle(events::highestSequences);
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

  /** The deliveries of one transaction: leased already, and the webhooks of those that wait. */
  private record Written(List<Delivery> leased, Set<Long> waiting) {
    static final Written NOTHING = new Written(List.of(), Set.of());

    boolean isNothing() {
      return leased.isEmpty() && waiting.isEmpty();
    }
  }

  private Written write(Handle handle, List<Event> fresh) {
    DeliveryLog deliveries = new DeliveryLog(bridge, dispatcher);
    for (LoggedEvent logged : events.insert(handle, fresh)) {
      subscriptions
          .payloads(logged.event(), logged.body())
          .forEach(payload -> deliveries.add(logged, payload));
    }
    return new Written(deliveries.insert(handle), deliveries.waiting());
  }
}
