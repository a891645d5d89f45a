package org.switchhook.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The rows of {@code webhooks} as people look at them, and their switch. */
public final class WebhookList {

  // Counts what waits and what is dead alone, which is a small part of deliveries_due.
  private static final String ALL =
      """
      SELECT i.id, w.name, w.event, s.state, s.reason, w.id IS NULL AS deleted,
             n.breaker, n.last_success_at, n.failures, n.last_failure,
             COALESCE(c.waiting, 0) AS waiting, COALESCE(c.dead, 0) AS dead
      FROM (SELECT id FROM webhooks
            UNION SELECT webhook_id FROM deliveries FORCE INDEX (deliveries_due)
            WHERE state IN ('waiting', 'dead')) i
      LEFT JOIN webhooks w ON w.id = i.id
      LEFT JOIN webhook_status s ON s.webhook_id = i.id
      LEFT JOIN (
        SELECT webhook_id,
               MAX(CASE WHEN breaker = 'open' AND open_until > UTC_TIMESTAMP(6) THEN '2 open'
                        WHEN breaker = 'closed' THEN '0 closed' ELSE '1 half-open' END) AS breaker,
               MAX(last_success_at) AS last_success_at,
               MAX(failures) AS failures,
               SUBSTRING(MAX(CONCAT(last_failure_at, last_failure)), 27) AS last_failure
        FROM endpoints GROUP BY webhook_id) n ON n.webhook_id = i.id
      LEFT JOIN (
        SELECT webhook_id, SUM(state = 'waiting') AS waiting, SUM(state = 'dead') AS dead
        FROM deliveries FORCE INDEX (deliveries_due) WHERE state IN ('waiting', 'dead')
        GROUP BY webhook_id) c ON c.webhook_id = i.id
      ORDER BY i.id
      """;

  private static final String KNOWN =
      """
      SELECT EXISTS (SELECT 1 FROM webhooks WHERE id = :id)
        OR EXISTS (SELECT 1 FROM deliveries WHERE webhook_id = :id AND state IN (<states>))
      """;

  private final Jdbi jdbi;

  WebhookList(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Each row, and each that was deleted and left something behind, in the order of ids. */
  public List<WebhookStanding> all() {
    return jdbi.withHandle(handle -> handle.createQuery(ALL).map(WebhookList::standing).list());
  }

  /**
   * The id of a row, or of a deleted one that has left deliveries.
   *
   * @param idOrName a name has to be that of one row alone
   * @throws IllegalArgumentException when there is no such, or several: which
   */
  public long find(String idOrName) {
    String text = idOrName.strip();
    return jdbi.withHandle(
        handle -> text.matches("-?[0-9]{1,18}") ? byId(handle, text) : byName(handle, text));
  }

  /**
   * Switches a row on or off.
   *
   * @return whether it was otherwise before
   */
  public boolean enable(long id, boolean enabled) {
    return jdbi.withHandle(
        handle -> {
          boolean there =
              handle
                  .createQuery("SELECT EXISTS (SELECT 1 FROM webhooks WHERE id = :id)")
                  .bind("id", id)
                  .mapTo(Boolean.class)
                  .one();
          if (!there) {
            throw new IllegalArgumentException("webhook " + id + " was deleted");
          }
          return handle
                  .createUpdate(
                      "UPDATE webhooks SET enabled = :enabled WHERE id = :id AND enabled <> :enabled")
                  .bind("id", id)
                  .bind("enabled", enabled ? 1 : 0)
                  .execute()
              == 1;
        });
  }

  private static final String COPY =
      """
      INSERT INTO webhooks (name, description, event, url, user, enabled, credential, format,
        ordered, ordinal, direction, conversations, queues, campaigns, config)
      SELECT :name, description, event, :url, user, 0, '',
        format, ordered, ordinal, direction, conversations, queues, campaigns, :config
      FROM webhooks WHERE id = :id
      """;

  /**
   * A new row.
   *
   * @param leftOut secrets that the one it is like has written out
   */
  public record Copy(long id, List<String> leftOut) {}

  /**
   * Adds a row like that one, switched off, without its credential, without the user and password
   * of its address, and without what it has under names of secrets.
   */
  public Copy copy(long id, String name) {
    return jdbi.inTransaction(
        handle -> {
          Copied copied =
              handle
                  .createQuery("SELECT url, config FROM webhooks WHERE id = :id")
                  .bind("id", id)
                  .map((row, context) -> Copied.of(row.getString("url"), row.getString("config")))
                  .findOne()
                  .orElseThrow(
                      () -> new IllegalArgumentException("webhook " + id + " was deleted"));
          long made =
              handle
                  .createUpdate(COPY)
                  .bind("id", id)
                  .bind("name", name)
                  .bind("url", copied.url())
                  .bind("config", copied.config())
                  .executeAndReturnGeneratedKeys()
                  .mapTo(Long.class)
                  .one();
          return new Copy(made, copied.leftOut());
        });
  }

  private static long byId(Handle handle, String text) {
    long id = Long.parseLong(text);
    boolean known =
        handle
            .createQuery(KNOWN)
            .bind("id", id)
            .bindList("states", List.of("waiting", "delivered", "dead", "acknowledged"))
            .mapTo(Boolean.class)
            .one();
    return known ? id : byName(handle, text);
  }

  private static long byName(Handle handle, String name) {
    List<Long> ids =
        handle
            .createQuery("SELECT id FROM webhooks WHERE name = :name ORDER BY id")
            .bind("name", name)
            .mapTo(Long.class)
            .list();
    if (ids.size() == 1) {
      return ids.get(0);
    }
    throw new IllegalArgumentException(
        ids.isEmpty()
            ? "there is no webhook '%s'; `switchhook webhooks` shows ids and names".formatted(name)
            : "'%s' is the name of the webhooks %s: write one of these ids"
                .formatted(
                    name, ids.stream().map(String::valueOf).collect(Collectors.joining(", "))));
  }

  private static WebhookStanding standing(ResultSet row, StatementContext context)
      throws SQLException {
    LocalDateTime lastSuccess = row.getObject("last_success_at", LocalDateTime.class);
    boolean deleted = row.getBoolean("deleted");
    return new WebhookStanding(
        row.getLong("id"),
        text(row.getString("name")),
        text(row.getString("event")),
        deleted ? "deleted" : text(row.getString("state")),
        text(row.getString("reason")),
        text(row.getString("breaker")).replaceFirst("^\\d ", ""),
        lastSuccess == null ? null : lastSuccess.toInstant(ZoneOffset.UTC),
        row.getInt("failures"),
        text(row.getString("last_failure")),
        row.getLong("waiting"),
        row.getLong("dead"));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
