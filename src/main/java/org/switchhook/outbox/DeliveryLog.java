package org.switchhook.outbox;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static final RowsStatement INSERT =
      new RowsStatement(
          "INSERT INTO deliveries (event_row, webhook_id, event, sequence, order_key, content_type,"
              + " body, leased_by, due_at, created_at) VALUES ",
          "(?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND, UTC_TIMESTAMP(6))",
          " RETURNING id");

  private final String bridge;
  private final Dispatcher dispatcher;
  private final List<New> rows = new ArrayList<>();
  private final Map<Long, Integer> room = new HashMap<>();

  private record New(LoggedEvent logged, Payload payload, @Nullable Long orderKey, boolean leased) {

    Event event() {
      return logged.event();
    }

    /** One that is the event's own is there already. */
    @Nullable String body() {
      return payload.body().equals(logged.body()) ? null : payload.body();
    }
  }

  DeliveryLog(String bridge, Dispatcher dispatcher) {
    this.bridge = bridge;
    this.dispatcher = dispatcher;
  }

  void add(LoggedEvent logged, Payload payload) {
    if (payload.ordered()) {
      // Whether its turn has come is asked when it is claimed.
      rows.add(new New(logged, payload, orderKey(logged.event().subject()), false));
      return;
    }
    int left = room.computeIfAbsent(payload.webhookId(), dispatcher::room);
    rows.add(new New(logged, payload, null, left > 0));
    room.put(payload.webhookId(), left - 1);
  }

  /** The webhooks for which deliveries wait in the table. */
  Set<Long> waiting() {
    Set<Long> webhooks = new HashSet<>();
    rows.stream().filter(row -> !row.leased).forEach(row -> webhooks.add(row.payload.webhookId()));
    return webhooks;
  }

  /**
   * Writes them.
   *
   * @return those that are leased
   */
  List<Delivery> insert(Handle handle) {
    List<Long> ids = INSERT.returning(handle, rows, this::bind);
    List<Delivery> leased = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).leased) {
        leased.add(delivery(ids.get(i), rows.get(i)));
      }
    }
    return leased;
  }

  private void bind(Parameters row, New one) {
    row.add(one.logged.row())
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
        one.logged.body(),
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
