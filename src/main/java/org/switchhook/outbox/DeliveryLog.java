package org.switchhook.outbox;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.Event;
import org.switchhook.event.Sha256;
import org.switchhook.event.Subject;
import org.switchhook.webhook.Payload;

/**
 * The new deliveries of one transaction of {@link Outbox}. One whose webhook is not busy is written
 * as leased to this bridge already, which saves the claim; the others wait.
 */
final class DeliveryLog {

  static final String INSERT =
      "INSERT INTO deliveries (event_row, webhook_id, event, sequence, order_key, content_type,"
          + " body, leased_by, due_at, created_at) VALUES ";

  private static final RowsStatement INSERT_ALL =
      new RowsStatement(INSERT, row("?"), " RETURNING id");

  private static final RowsStatement INSERT_BEHIND =
      new RowsStatement(
          "INSERT INTO deliveries (event_row, webhook_id, event, sequence, order_key, content_type,"
              + " behind, due_at, created_at) VALUES ",
          "(?, ?, ?, ?, ?, '', ?, UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND, UTC_TIMESTAMP(6))",
          " RETURNING id");

  private final String bridge;
  private final Dispatcher dispatcher;
  private final List<New> rows = new ArrayList<>();

  /** Those that wait for the answer to another one of the same event. */
  private final List<New> later = new ArrayList<>();

  private final Map<Long, Integer> room = new HashMap<>();

  private record New(NewEvent of, Payload payload, @Nullable Long orderKey, boolean leased) {

    Event event() {
      return of.event();
    }

    /** Of all deliveries there is one alone of an event to a webhook. */
    List<Long> place() {
      return List.of((long) of.place(), payload.webhookId());
    }

    /** One that is the event's own is there already. */
    @Nullable String body() {
      return payload.body().equals(of.body()) ? null : payload.body();
    }
  }

  DeliveryLog(String bridge, Dispatcher dispatcher) {
    this.bridge = bridge;
    this.dispatcher = dispatcher;
  }

  void add(NewEvent event, Payload payload) {
    if (payload.turn() != null) {
      Long key = payload.ordered() ? orderKey(event.event().subject()) : null;
      later.add(new New(event, payload, key, false));
      return;
    }
    if (payload.ordered()) {
      // Whether its turn has come is asked when it is claimed.
      rows.add(new New(event, payload, orderKey(event.event().subject()), false));
      return;
    }
    int left = room.computeIfAbsent(payload.webhookId(), dispatcher::room);
    rows.add(new New(event, payload, null, left > 0));
    room.put(payload.webhookId(), left - 1);
  }

  /** The webhooks for which deliveries wait in the table. */
  Set<Long> waiting() {
    Set<Long> webhooks = new HashSet<>();
    rows.stream().filter(row -> !row.leased).forEach(row -> webhooks.add(row.payload.webhookId()));
    return webhooks;
  }

  /** Whether none waits for another. */
  boolean isPlain() {
    return later.isEmpty();
  }

  int size() {
    return rows.size() + later.size();
  }

  /** One row of {@link #INSERT}. */
  static String row(String eventRow) {
    return "("
        + eventRow
        + ", ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND, UTC_TIMESTAMP(6))";
  }

  /** The parameters of all rows, each with the place of its event for the event's row. */
  void bindAll(Parameters parameters) {
    rows.forEach(one -> bind(parameters, one, one.of.place()));
  }

  /**
   * Writes them.
   *
   * @param eventRows of the events by their places
   * @return the ids of those that wait for no other
   */
  List<Long> insert(Handle handle, List<Long> eventRows) {
    List<Long> ids =
        INSERT_ALL.returning(
            handle, rows, (row, one) -> bind(row, one, eventRows.get(one.of.place())));
    if (!later.isEmpty()) {
      insertLater(handle, eventRows, ids);
    }
    return ids;
  }

  /** Those that are leased, by the ids of all that wait for no other. */
  List<Delivery> leased(List<Long> ids) {
    List<Delivery> leased = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).leased) {
        leased.add(delivery(ids.get(i), rows.get(i)));
      }
    }
    return leased;
  }

  /** One by one: each may wait for the one before it. */
  private void insertLater(Handle handle, List<Long> eventRows, List<Long> ids) {
    Map<List<Long>, Long> known = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      known.put(rows.get(i).place(), ids.get(i));
    }
    for (New one : later) {
      Payload.Turn turn = Objects.requireNonNull(one.payload.turn());
      long eventRow = eventRows.get(one.of.place());
      String behind =
          turn.behind().stream()
              .map(webhook -> String.valueOf(known.get(List.of((long) one.of.place(), webhook))))
              .collect(Collectors.joining(","));
      List<Long> id =
          INSERT_BEHIND.returning(
              handle,
              List.of(one),
              (row, same) -> bind(row, same, eventRow, behind, turn.atMost()));
      known.put(one.place(), id.get(0));
    }
  }

  private static void bind(Parameters row, New one, long eventRow, String behind, Duration atMost) {
    row.add(eventRow)
        .add(one.payload.webhookId())
        .add(one.payload.event())
        .add(one.event().sequence())
        .add(one.orderKey)
        .add(behind)
        .add(micros(atMost));
  }

  private void bind(Parameters row, New one, long eventRow) {
    row.add(eventRow)
        .add(one.payload.webhookId())
        .add(one.payload.event())
        .add(one.event().sequence())
        .add(one.orderKey)
        .add(one.payload.contentType())
        .add(one.body())
        .add(one.leased ? bridge : null)
        .add(one.leased ? micros(dispatcher.lease()) : 0);
  }

  private static Delivery delivery(long id, New one) {
    Payload payload = one.payload;
    return new Delivery(
        id,
        one.event().id(),
        payload.webhookId(),
        payload.event(),
        one.event().sequence(),
        null,
        payload.contentType(),
        payload.body(),
        one.of.body(),
        0);
  }

  /** Eight bytes for a subject; two that share them only wait for each other. */
  private static long orderKey(Subject subject) {
    String text = subject.kind() + " " + subject.pbx() + " " + subject.id();
    return ByteBuffer.wrap(Sha256.of(text)).getLong();
  }

  static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
