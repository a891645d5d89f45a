package org.switchhook.webhook;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.switchhook.config.Secret;
import org.switchhook.table.EditedTable;

/**
 * The tables {@code webhooks} and {@code credentials}, and {@code webhook_status}. Never takes a
 * lock in the first two.
 */
final class WebhookTable {

  private static final long NOBODY = Long.MIN_VALUE; // IN () is no SQL

  private final Jdbi jdbi;
  private final EditedTable edited;

  WebhookTable(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.edited = new EditedTable(jdbi, "webhooks", "credentials");
  }

  EditedTable edited() {
    return edited;
  }

  List<WebhookRow> rows() {
    return edited.select(WebhookRow.SELECT, WebhookRow::of);
  }

  List<StoredCredential> credentials() {
    return edited.select(StoredCredential.SELECT, StoredCredential::of);
  }

  // Guarded by the old value, and by the name for which it is sealed: what somebody else writes
  // meanwhile stays. Without a wait behind a lock, as for SWITCH_OFF.
  private static final String SEAL =
      """
      SET STATEMENT lock_wait_timeout = 1, innodb_lock_wait_timeout = 1 FOR
      UPDATE credentials SET <column> = :sealed
      WHERE id = :id AND name = :name AND <column> = :clear
      """;

  /**
   * Puts a sealed secret in the place of the clear one, unless the row is another by now.
   *
   * @throws org.jdbi.v3.core.JdbiException when the database does not take it
   */
  boolean seal(StoredCredential row, String column, Secret clear, Secret sealed) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(SEAL)
                    .define("column", column)
                    .bind("sealed", sealed.reveal())
                    .bind("id", row.id())
                    .bind("name", row.name())
                    .bind("clear", clear.reveal())
                    .execute()
                == 1);
  }

  /** Writes what differs and no more: `since` tells when a state began. */
  void report(List<WebhookStatus> statuses) {
    jdbi.useTransaction(
        handle -> {
          forgetOthers(handle, statuses.stream().map(WebhookStatus::webhookId).toList());
          say(handle, statuses);
        });
  }

  /** The same of some rows. */
  void say(List<WebhookStatus> statuses) {
    jdbi.useTransaction(handle -> say(handle, statuses));
  }

  private static void say(Handle handle, List<WebhookStatus> statuses) {
    PreparedBatch batch = handle.prepareBatch(SAY);
    for (WebhookStatus status : statuses) {
      batch
          .bind("id", status.webhookId())
          .bind("state", status.state().word())
          .bind("reason", status.reason())
          .add();
    }
    batch.execute();
  }

  private static final String SAY =
      """
      INSERT INTO webhook_status (webhook_id, state, reason, since)
      VALUES (:id, :state, :reason, UTC_TIMESTAMP(6))
      ON DUPLICATE KEY UPDATE
        -- 'enabled is 0' is no news of a row that the bridge switched off with a reason of its own.
        reason = IF(state = 'off' AND VALUES(reason) = 'enabled is 0'
                      AND reason NOT IN ('url is empty', 'event is empty'),
                    reason, VALUES(reason)),
        since = IF(state = VALUES(state), since, VALUES(since)),
        state = VALUES(state)
      """;

  private static void forgetOthers(Handle handle, List<Long> present) {
    // A list and no subquery: that would lock the rows of webhooks.
    handle
        .createUpdate("DELETE FROM webhook_status WHERE webhook_id NOT IN (<present>)")
        .bindList("present", present.isEmpty() ? List.of(NOBODY) : present)
        .execute();
  }

  // An administrator's LOCK TABLES or open transaction would hold a request's place and a
  // connection
  // for long; the next attempt gets the same answer and tries again.
  private static final String SWITCH_OFF =
      """
      SET STATEMENT lock_wait_timeout = 1, innodb_lock_wait_timeout = 1 FOR
      UPDATE webhooks SET enabled = 0 WHERE id = :id AND url = :url
      """;

  /** Sets {@code enabled = 0}, unless somebody has given the row another address meanwhile. */
  boolean switchOff(Webhook webhook, String reason) {
    return jdbi.inTransaction(
        handle -> {
          int changed =
              handle
                  .createUpdate(SWITCH_OFF)
                  .bind("id", webhook.id())
                  .bind("url", webhook.request().url().text())
                  .execute();
          if (changed == 1) {
            handle
                .createUpdate(SAY)
                .bind("id", webhook.id())
                .bind("state", WebhookStatus.State.OFF.word())
                .bind("reason", reason)
                .execute();
          }
          return changed == 1;
        });
  }
}
