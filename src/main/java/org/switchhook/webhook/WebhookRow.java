package org.switchhook.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code webhooks} as it is in the table, right or wrong.
 *
 * @param config empty for none
 */
record WebhookRow(
    long id,
    int ordinal,
    String name,
    String event,
    String url,
    boolean enabled,
    String credential,
    String format,
    boolean ordered,
    Wish wish,
    String config) {

  /** Of which calls it wants to hear. */
  record Wish(String direction, String conversations, String queues, String campaigns) {
    static final Wish ANY = new Wish("any", "any", "", "");
  }

  /** Lower ordinals come first. */
  static final String SELECT =
      """
      SELECT id, ordinal, name, event, url, enabled, credential, format, ordered, direction, conversations,
        queues, campaigns, config
      FROM webhooks ORDER BY ordinal, id
      """;

  static WebhookRow of(ResultSet row, StatementContext context) throws SQLException {
    return new WebhookRow(
        row.getLong("id"),
        row.getInt("ordinal"),
        text(row.getString("name")),
        text(row.getString("event")),
        text(row.getString("url")).strip(),
        row.getBoolean("enabled"),
        text(row.getString("credential")),
        text(row.getString("format")),
        row.getBoolean("ordered"),
        new Wish(
            text(row.getString("direction")),
            text(row.getString("conversations")),
            text(row.getString("queues")),
            text(row.getString("campaigns"))),
        text(row.getString("config")));
  }

  /** Why there is nothing to do for this row; empty when there is. */
  String whyOff() {
    if (!enabled) {
      return "enabled is 0";
    }
    if (url.isBlank()) {
      return "url is empty";
    }
    return event.replace(',', ' ').isBlank() ? "event is empty" : "";
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value; // NOT NULL may have been taken off the column
  }
}
