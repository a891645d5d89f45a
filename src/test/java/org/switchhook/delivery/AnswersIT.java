package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.delivery.Receiver.Reply;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;

/** What a receiver may ask for: no more at all, or not so soon. */
class AnswersIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int DAY = 24 * 3600;

  private final TestDatabase database = TestDatabase.ready();
  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = Receiver.open();
  }

  @AfterEach
  void stop() {
    receiver.close();
    database.close();
  }

  @Test
  void retryAfterIsObeyedFromTheDelayOfTheScheduleUpToADay() {
    String tomorrow =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(7200).atOffset(ZoneOffset.UTC));
    String longAgo = "Sun, 06 Nov 1994 08:49:37 GMT";
    String farAway = "Fri, 31 Dec 9999 23:59:59 GMT";
    List<Asked> all =
        List.of(
            new Asked("/sane", "120", 120, 120),
            new Asked("/short", "1", 4, 6),
            new Asked("/zero", "0", 4, 6),
            new Asked("/billion", "1000000000", DAY, DAY),
            new Asked("/endless", "9".repeat(400), DAY, DAY),
            new Asked("/negative", "-5", 4, 6),
            new Asked("/date", tomorrow, 7195, 7200),
            new Asked("/past", longAgo, 4, 6),
            new Asked("/far", farAway, DAY, DAY),
            new Asked("/nonsense", "soon", 4, 6),
            new Asked("/number", "12e3", 4, 6),
            new Asked("/blank", " ", 4, 6));
    Map<String, Reply> replies =
        all.stream()
            .collect(Collectors.toMap(Asked::path, asked -> new Reply(429, asked.retryAfter, 0)));
    for (Asked asked : all) {
      webhook(asked.path);
    }
    receiver.answer(got -> replies.get(got.path()));

    try (Sending sending = Sending.of(database.pool(), "bridge1").started()) {
      sending.commitUpTo(1);
      Await.until("recorded", SOON, () -> attempts() == all.size());
      for (Asked asked : all) {
        assertThat(database.number(MILLIS_BETWEEN.formatted(asked.path)))
            .as(asked.path)
            .isBetween(asked.least * 1000L, asked.most * 1000L + 1500);
      }
      receiver.answer(got -> Reply.NO_CONTENT);
      database.execute("UPDATE deliveries SET due_at = UTC_TIMESTAMP(6)");
      Await.until("delivered", SOON, () -> delivered() == all.size());
    }
    assertThat(receiver.count()).isEqualTo(2 * all.size());
  }

  /** Between the end of the attempt and the next, in milliseconds. */
  private static final String MILLIS_BETWEEN =
      """
      SELECT TIMESTAMPDIFF(MICROSECOND, a.started_at + INTERVAL a.duration_ms * 1000 MICROSECOND,
                           d.due_at) DIV 1000
      FROM deliveries d JOIN attempts a ON a.delivery_id = d.id JOIN webhooks w
        ON w.id = d.webhook_id
      WHERE w.name = '%s'
      """;

  /** A Retry-After, and how many seconds later the next attempt has to be. */
  private record Asked(String path, String retryAfter, int least, int most) {}

  @Test
  void goneIsAskedOnceAndSwitchesThatWebhookOffAlone() {
    webhook("/gone");
    webhook("/good");
    receiver.answer(got -> got.path().equals("/gone") ? Reply.of(410) : Reply.NO_CONTENT);
    try (Sending sending = Sending.of(database.pool(), "bridge1").started()) {
      sending.commitUpTo(1);
      Await.until("off", SOON, () -> sending.catalogue.working().size() == 1);
      sending.commitUpTo(50);
      Await.until("the other has all", SOON, () -> delivered() == 50);
      // Whatever is due: nothing goes where nothing is wanted.
      database.execute("UPDATE deliveries SET due_at = UTC_TIMESTAMP(6) WHERE state = 'waiting'");
      sending.commitUpTo(100);
      Await.until("the other has all", SOON, () -> delivered() == 100);
    }
    assertThat(receiver.got()).filteredOn(got -> got.path().equals("/gone")).hasSize(1);
    assertThat(
            database.text(
                "SELECT CONCAT_WS(' ', s.state, w.enabled) FROM webhook_status s JOIN webhooks w"
                    + " ON w.id = s.webhook_id WHERE w.name = '/gone'"))
        .isEqualTo("off 0");
    assertThat(database.number("SELECT COUNT(*) FROM deliveries WHERE state = 'waiting'"))
        .as("what had been written before it was off waits")
        .isEqualTo(1);
  }

  private void webhook(String path) {
    database.execute(
        "INSERT INTO webhooks (name, event, url) VALUES (?, 'call.queued', ?)",
        path,
        receiver.url(path));
  }

  private long attempts() {
    return database.number("SELECT COUNT(*) FROM attempts");
  }

  private long delivered() {
    return database.number("SELECT COUNT(*) FROM deliveries WHERE state = 'delivered'");
  }
}
