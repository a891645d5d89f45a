package org.switchhook.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The asks as people look at them. */
public final class AskList {

  private static final String NEWEST =
      """
      SELECT ask_id, webhook, webhook_id, pbx, call_id, started_at, duration_ms, outcome, status,
        error, answer
      FROM asks
      WHERE (:webhook IS NULL OR webhook_id = :webhook) AND (:failed = 0 OR outcome <> 'OK')
      ORDER BY id DESC LIMIT :limit
      """;

  private final Jdbi jdbi;

  AskList(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * The newest of them, the newest last.
   *
   * @param webhook of this one alone
   * @param failed those alone that are not simply OK
   */
  public List<AskRow> newest(@Nullable Long webhook, boolean failed, int limit) {
    List<AskRow> rows =
        new ArrayList<>(
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(NEWEST)
                        .bind("webhook", webhook)
                        .bind("failed", failed ? 1 : 0)
                        .bind("limit", limit)
                        .map(AskList::row)
                        .list()));
    Collections.reverse(rows);
    return rows;
  }

  private static AskRow row(ResultSet row, StatementContext context) throws SQLException {
    long webhook = row.getLong("webhook_id");
    boolean known = !row.wasNull();
    int status = row.getInt("status");
    boolean answered = !row.wasNull();
    return new AskRow(
        row.getString("ask_id"),
        row.getString("webhook"),
        known ? webhook : null,
        row.getString("pbx"),
        row.getString("call_id"),
        row.getObject("started_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getLong("duration_ms"),
        row.getString("outcome"),
        answered ? status : null,
        row.getString("error"),
        row.getString("answer"));
  }
}
