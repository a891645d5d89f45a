package org.switchhook.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The table {@code endpoints}: how each webhook answers, for people and for the next start. */
public final class Endpoints {

  private static final String REPORT =
      """
      INSERT INTO endpoints (webhook_id, bridge, breaker, open_until, failures, last_success_at,
                             last_failure_at, last_failure)
      VALUES (:webhook, :bridge, :breaker, UTC_TIMESTAMP(6) + INTERVAL :openFor MICROSECOND,
              :failures, IF(:succeeded, UTC_TIMESTAMP(6), NULL),
              IF(:failure IS NULL, NULL, UTC_TIMESTAMP(6)), COALESCE(:failure, ''))
      ON DUPLICATE KEY UPDATE breaker = VALUES(breaker), open_until = VALUES(open_until),
        failures = VALUES(failures),
        last_success_at = COALESCE(VALUES(last_success_at), last_success_at),
        last_failure = IF(VALUES(last_failure_at) IS NULL, last_failure, VALUES(last_failure)),
        last_failure_at = COALESCE(VALUES(last_failure_at), last_failure_at)
      """;

  private static final String READ =
      """
      SELECT webhook_id, failures, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(6), open_until) AS micros
      FROM endpoints WHERE bridge = :bridge
      """;

  private static final int LONGEST_FAILURE = 1000;

  private final Jdbi jdbi;
  private final String bridge;

  /**
   * @param bridge the bridge's name, unique in this database
   */
  public Endpoints(Jdbi jdbi, String bridge) {
    this.jdbi = jdbi;
    this.bridge = bridge;
  }

  /** What an earlier life of this bridge left. */
  public List<Known> read() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(READ)
                .bind("bridge", bridge)
                .map(
                    (row, context) ->
                        new Known(
                            row.getLong("webhook_id"),
                            Duration.ofNanos(row.getLong("micros") * 1000),
                            row.getInt("failures")))
                .list());
  }

  /**
   * An endpoint as it was.
   *
   * @param openFor of its breaker; zero or less where it is not open
   * @param failures in a row
   */
  public record Known(long webhookId, Duration openFor, int failures) {}

  /** Writes how they do now. */
  public void report(List<EndpointReport> reports) {
    if (reports.isEmpty()) {
      return;
    }
    jdbi.useTransaction(
        handle -> {
          PreparedBatch batch = handle.prepareBatch(REPORT);
          for (EndpointReport report : reports) {
            batch
                .bind("webhook", report.webhookId())
                .bind("bridge", bridge)
                .bind("breaker", report.breaker())
                .bind(
                    "openFor",
                    report.openFor() == null ? null : DeliveryLog.micros(report.openFor()))
                .bind("failures", report.failures())
                .bind("succeeded", report.succeeded())
                .bind("failure", cut(report.lastFailure()))
                .add();
          }
          batch.execute();
        });
  }

  /** Those of webhooks that are no more. */
  public void forgetAllBut(Set<Long> present) {
    jdbi.useHandle(
        handle -> {
          for (Known known : read()) {
            if (!present.contains(known.webhookId())) {
              handle.execute("DELETE FROM endpoints WHERE webhook_id = ?", known.webhookId());
            }
          }
        });
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null ? null : Parameters.cut(text, LONGEST_FAILURE);
  }
}
