package org.switchhook.outbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final Jdbi transactions;
  private final String bridge;
  private final Position position;
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
    this.position = new Position(bridge, journal);
    this.events = new EventLog(bridge);
    this.subscriptions = subscriptions;
    this.dispatcher = dispatcher;
  }

  /**
   * Writes what the signals up to that position have given. A position that is committed already is
   * skipped; an event that is there already is too.
   */
  public void commit(long to, List<Event> given) {
    long startNanos = System.nanoTime();
    Written written = commitOnce(to, given);
    if (!written.isNothing()) {
      dispatcher.written(written.leased(), written.waiting(), startNanos);
    }
  }

  private Written commitOnce(long to, List<Event> given) {
    try {
      return Transaction.run(transactions, handle -> write(handle, to, given));
    } catch (JdbiException e) {
      if (MariaDbReason.code(e) != DUPLICATE) {
        throw e;
      }
      // So rare that to look for them each time would cost more than to begin again.
      return Transaction.run(
          transactions, handle -> write(handle, to, events.unknown(handle, given)));
    }
  }

  private Written write(Handle handle, long to, List<Event> given) {
    List<NewEvent> fresh = NewEvent.all(given);
    DeliveryLog deliveries = deliveries(fresh);
    return SmallCommit.of(position, to, events, fresh, deliveries)
        .flatMap(small -> small.write(handle))
        .or(() -> writeInSteps(handle, to, fresh, deliveries))
        .map(ids -> new Written(deliveries.leased(ids), deliveries.waiting()))
        .orElse(Written.NOTHING);
  }

  private DeliveryLog deliveries(List<NewEvent> fresh) {
    DeliveryLog deliveries = new DeliveryLog(bridge, dispatcher);
    for (NewEvent one : fresh) {
      subscriptions
          .payloads(one.event(), one.body())
          .forEach(payload -> deliveries.add(one, payload));
    }
    return deliveries;
  }

  /** The ids of the deliveries; none where the position was there already. */
  private Optional<List<Long>> writeInSteps(
      Handle handle, long to, List<NewEvent> fresh, DeliveryLog deliveries) {
    if (!position.move(handle, to)) {
      return Optional.empty();
    }
    return Optional.of(deliveries.insert(handle, events.insert(handle, fresh)));
  }

  /** The highest position committed in this journal; -1 for none. */
  public long committedPosition() {
    return transactions.withHandle(position::read);
  }

  /**
   * Where sequences go on when a journal starts afresh: of this bridge, its agents, and the calls
   * of the last day that are not closed.
   */
  public Map<Subject, Long> highestSequences() {
    return transactions.withHandle(events::highestSequences);
  }

  /** The deliveries of one transaction: leased already, and the webhooks of those that wait. */
  private record Written(List<Delivery> leased, Set<Long> waiting) {
    static final Written NOTHING = new Written(List.of(), Set.of());

    boolean isNothing() {
      return leased.isEmpty() && waiting.isEmpty();
    }
  }
}
