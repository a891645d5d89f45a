package org.switchhook.delivery;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.switchhook.config.DeliverySettings;
import org.switchhook.event.Event;
import org.switchhook.exchange.Exchange;
import org.switchhook.outbox.Database;
import org.switchhook.outbox.Deliveries;
import org.switchhook.outbox.Endpoints;
import org.switchhook.outbox.Outbox;
import org.switchhook.seal.Seal;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.Events;

/** The half of a bridge that begins at the outbox: what is committed there goes to the webhooks. */
final class Sending implements AutoCloseable {

  /** As shipped. */
  static final DeliverySettings SETTINGS =
      new DeliverySettings(64, 4, Duration.ofSeconds(3), Duration.ofSeconds(10));

  private static final int EVENTS_A_COMMIT = 20;

  static {
    // Ten thousand lines of attempts are of no use here.
    ((Logger) LoggerFactory.getLogger(Sender.class)).setLevel(Level.WARN);
  }

  final Catalogue catalogue;
  final Courier courier;
  final Outbox outbox;
  private final Exchange exchange;

  private Sending(
      Database database, String bridge, DeliverySettings settings, Surroundings surroundings) {
    exchange = new Exchange(settings);
    catalogue =
        new Catalogue(
            database.jdbi(),
            ZoneOffset.UTC,
            Seal.NONE,
            (location, atMost) ->
                "file".equals(location.getScheme())
                    ? Files.readAllBytes(Path.of(location))
                    : exchange.fetch(location.toString(), atMost));
    catalogue.refresh();
    catalogue.start();
    courier =
        new Courier(
            new Stores(
                new Deliveries(database, bridge, catalogue::payload),
                new Endpoints(database.jdbi(), bridge)),
            catalogue,
            exchange,
            new Schedule(Math::random),
            settings,
            surroundings);
    outbox = new Outbox(database, bridge, "journal", catalogue::payloads, courier);
  }

  /** Not started: until then what is committed waits in the table. */
  static Sending of(Database database, String bridge, DeliverySettings settings) {
    return new Sending(database, bridge, settings, Surroundings.NONE);
  }

  /** One that gives what answers say of calls. */
  static Sending saving(Database database, CallData callData, CallControl control) {
    return new Sending(
        database, "bridge1", SETTINGS, new Surroundings(result -> {}, callData, control));
  }

  static Sending of(Database database, String bridge) {
    return of(database, bridge, SETTINGS);
  }

  Sending started() {
    courier.start();
    return this;
  }

  /** Goes on behind what was committed, one call with one event for each position, to this one. */
  void commitUpTo(int last) {
    commitFrom(Math.max(1, (int) outbox.committedPosition() + 1), last);
  }

  /** From this position to that. */
  void commitFrom(int first, int last) {
    for (int from = first; from <= last; from += EVENTS_A_COMMIT) {
      commit(from, Math.min(last, from + EVENTS_A_COMMIT - 1));
    }
  }

  /** One transaction. */
  void commit(int from, int to) {
    outbox.commit(to, events(from, to));
  }

  /** The same at any time and in any process. */
  static List<Event> events(int from, int to) {
    List<Event> events = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      events.add(Events.queued("c" + i, 1));
    }
    return events;
  }

  @Override
  public void close() {
    courier.close();
    exchange.close();
    catalogue.close();
  }
}
