package org.switchhook.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.Event;
import org.switchhook.event.Subject;
import org.switchhook.webhook.Payload;

/**
 * The new deliveries of one transaction of {@link Outbox}. One whose webhook is not busy is written
 * as leased to this bridge already, which saves the claim; the others wait.
 */
final class DeliveryLog {

  private static final String COLUMNS =
      "(event_id, webhook_id, event, sequence, order_key, content_type, body, leased_by, due_at,"
          + " created_at)";

  private static final String WAITING =
      "INSERT INTO deliveries "
          + COLUMNS
          + " VALUES (:event_id, :webhook_id, :event, :sequence, :order_key, :content_type, :body,"
          + " NULL, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))";

  /** Far below max_allowed_packet, whatever the bodies. */
  private static final int ROWS_A_STATEMENT = 50;

  private final String bridge;
  private final Dispatcher dispatcher;
  private final List<New> leased = new ArrayList<>();
  private final List<New> waiting = new ArrayList<>();
  private final Map<Long, Integer> room = new HashMap<>();

  private record New(Event event, Payload payload, @Nullable Long orderKey) {}

  DeliveryLog(String bridge, Dispatcher dispatcher) {
    this.bridge = bridge;
    this.dispatcher = dispatcher;
  }

  void add(Event event, Payload payload) {
    if (payload.ordered()) {
      // Whether its turn has come is asked when it is claimed.
      waiting.add(new New(event, payload, orderKey(event.subject())));
      return;
    }
    int left = room.computeIfAbsent(payload.webhookId(), dispatcher::room);
    (left > 0 ? leased : waiting).add(new New(event, payload, null));
    room.put(payload.webhookId(), left - 1);
  }

  /** The webhooks for which deliveries wait in the table. */
  Set<Long> waiting() {
    Set<Long> webhooks = new HashSet<>();
    waiting.forEach(one -> webhooks.add(one.payload.webhookId()));
    return webhooks;
  }

  /**
   * Writes them.
   *
   * @return those that are leased
   */
  List<Delivery> insert(Handle handle) {
    insertWaiting(handle);
    List<Delivery> written = new ArrayList<>(leased.size());
    for (int from = 0; from < leased.size(); from += ROWS_A_STATEMENT) {
      int to = Math.min(leased.size(), from + ROWS_A_STATEMENT);
      insertLeased(handle, leased.subList(from, to), written);
    }
    return written;
  }

  private void insertWaiting(Handle handle) {
    if (waiting.isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch(WAITING);
    for (New one : waiting) {
      bind(batch, "", one);
      batch.add();
    }
    batch.execute();
  }

  private void insertLeased(Handle handle, List<New> rows, List<Delivery> written) {
    Query insert = handle.createQuery(leasing(rows.size()));
    for (int i = 0; i < rows.size(); i++) {
      bind(insert, String.valueOf(i), rows.get(i));
    }
    List<Long> ids =
        insert
            .bind("bridge", bridge)
            .bind("lease", micros(dispatcher.lease()))
            .mapTo(Long.class)
            .list();
    for (int i = 0; i < rows.size(); i++) {
      written.add(delivery(ids.get(i), rows.get(i)));
    }
  }

  /** RETURNING gives the ids in the order of the rows. */
  private static String leasing(int rows) {
    StringBuilder sql = new StringBuilder("INSERT INTO deliveries ").append(COLUMNS);
    for (int i = 0; i < rows; i++) {
      sql.append(i == 0 ? " VALUES " : ", ")
          .append(
              "(:event_id#, :webhook_id#, :event#, :sequence#, :order_key#, :content_type#, :body#,"
                      .replace("#", String.valueOf(i))
                  + " :bridge, UTC_TIMESTAMP(6) + INTERVAL :lease MICROSECOND, UTC_TIMESTAMP(6))");
    }
    return sql.append(" RETURNING id").toString();
  }

  private static void bind(SqlStatement<?> statement, String row, New one) {
    statement
        .bind("event_id" + row, one.event.id())
        .bind("webhook_id" + row, one.payload.webhookId())
        .bind("event" + row, one.payload.event())
        .bind("sequence" + row, one.event.sequence())
        .bind("order_key" + row, one.orderKey)
        .bind("content_type" + row, one.payload.contentType())
        .bind("body" + row, one.payload.body());
  }

  private static Delivery delivery(long id, New one) {
    Payload payload = one.payload;
    return new Delivery(
        id,
        one.event.id(),
        payload.webhookId(),
        payload.event(),
        one.event.sequence(),
        null,
        payload.contentType(),
        payload.body(),
        0);
  }

  /** Eight bytes for a subject; two that share them only wait for each other. */
  private static long orderKey(Subject subject) {
    String text = subject.kind() + " " + subject.pbx() + " " + subject.id();
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
