package org.switchhook.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as people look at it.
 *
 * @param eventId empty, as type and subject, where the row of events was deleted
 * @param event the name that the receiver sees
 * @param subject the call, the agent's interface or the bridge
 * @param time when it happened
 * @param state waiting, delivered, dead or acknowledged
 * @param attempts made so far
 * @param dueAt of one that waits, when it is its turn; of others, since when they are so
 * @param behind the deliveries for whose answers it waits, with commas; absent, or empty, for none
 * @param bridge that sends it now
 * @param reason why it is dead
 * @param status of the latest attempt; absent without an answer
 * @param error of the latest attempt
 * @param effect what the answer of the latest attempt set on the call
 */
public record DeliveryRow(
    long id,
    String eventId,
    long webhook,
    String event,
    String type,
    String subject,
    Instant time,
    String state,
    int attempts,
    Instant dueAt,
    @Nullable String behind,
    @Nullable String bridge,
    String reason,
    @Nullable Integer status,
    @Nullable String error,
    @Nullable String effect) {

  // Somebody may have deleted the row of events.
  static final String COLUMNS =
      """
      d.id, COALESCE(e.event_id, '') AS event_id, d.webhook_id, d.event,
      COALESCE(e.type, '') AS type, COALESCE(e.subject, '') AS subject,
      COALESCE(e.time, d.created_at) AS time, d.state, d.attempts,
      d.due_at, d.behind, d.leased_by, d.reason, a.status, a.error, a.effect
      """;

  static DeliveryRow of(ResultSet row, StatementContext context) throws SQLException {
    int status = row.getInt("status");
    boolean answered = !row.wasNull();
    return new DeliveryRow(
        row.getLong("id"),
        row.getString("event_id"),
        row.getLong("webhook_id"),
        row.getString("event"),
        row.getString("type"),
        row.getString("subject"),
        instant(row, "time"),
        row.getString("state"),
        row.getInt("attempts"),
        instant(row, "due_at"),
        row.getString("behind"),
        row.getString("leased_by"),
        row.getString("reason"),
        answered ? status : null,
        row.getString("error"),
        row.getString("effect"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }
}
