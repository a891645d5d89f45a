package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.config.DeliverySettings;
import org.switchhook.delivery.Receiver.Got;
import org.switchhook.delivery.Receiver.Reply;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.Database;
import org.switchhook.outbox.TestDatabase;

/** Two bridges on one database. {@code -Ddeliveries=100000} for as many. */
class TwoBridgesIT {

  private static final int WEBHOOKS = 10;
  private static final int DELIVERIES = Integer.getInteger("deliveries", 10_000);
  private static final int EVENTS = DELIVERIES / WEBHOOKS;
  private static final int CONNECTIONS = 8;
  private static final int JUMPS = 5;
  private static final DeliverySettings FOUR_REQUESTS =
      new DeliverySettings(4, 4, Duration.ofSeconds(3), Duration.ofSeconds(10));
  private static final Duration LIMIT = Duration.ofSeconds(30).plusMillis(10L * DELIVERIES);

  private final TestDatabase database = TestDatabase.ready();
  private volatile int hoursAhead;
  private final AtomicInteger looks = new AtomicInteger();

  /** The bridges see the database's clock as it is put; nobody else on this machine does. */
  private final SqlLogger clock =
      new SqlLogger() {
        @Override
        public void logBeforeExecution(StatementContext context) {
          if (context.getRawSql().contains("AS due_for")) {
            looks.incrementAndGet();
          }
          try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("SET timestamp = UNIX_TIMESTAMP(SYSDATE(6)) + " + 3600 * hoursAhead);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        }
      };

  private final List<AutoCloseable> open = new ArrayList<>();
  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = Receiver.open();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    receiver.close();
    database.close();
  }

  @Test
  void shareTheWorkAndSendNothingTwice() {
    for (int i = 1; i <= WEBHOOKS; i++) {
      webhook("/" + i);
    }
    receiver.answer(got -> Reply.NO_CONTENT.after(2));
    Sending one = sending("bridge1", FOUR_REQUESTS).started();
    Sending two = sending("bridge2", FOUR_REQUESTS).started();
    one.commitUpTo(EVENTS / 2);
    two.commitFrom(EVENTS / 2 + 1, EVENTS);
    Await.until("all", LIMIT, () -> count("state = 'delivered'") == DELIVERIES);
    assertThat(receiver.deliveries()).hasSize(DELIVERIES);
    assertThat(receiver.count()).isEqualTo(DELIVERIES);
    assertThat(receiver.twiceAtOnce()).isEmpty();
    assertThat(receiver.mostInHand()).isLessThanOrEqualTo(2 * FOUR_REQUESTS.requests());
    assertThat(
            database.number(
                "SELECT MIN(n) FROM (SELECT COUNT(*) AS n FROM attempts GROUP BY bridge) AS each_one"))
        .as("both work")
        .isGreaterThan(DELIVERIES / 10);
  }

  @Test
  void aClockThatIsPutForwardIsNoStormAndSendsNothingTwiceAtOnce() {
    webhook("/slow");
    webhook("/ill");
    receiver.answer(
        got -> got.path().equals("/slow") ? Reply.NO_CONTENT.after(2500) : Reply.of(400));
    Sending one = sending("bridge1", Sending.SETTINGS).started();
    Await.until("begun", LIMIT, () -> one.courier.room(database.number(SLOW)) > 0);
    sending("bridge2", Sending.SETTINGS).started();
    one.commitUpTo(12);
    Await.until("tried", LIMIT, () -> count(WAITING_FOR_RETRY) == 12 && at("/slow").size() == 4);

    for (int jump = 1; jump <= JUMPS; jump++) {
      hoursAhead = jump;
      int before = looks.get();
      Await.until("both have looked", LIMIT, () -> looks.get() >= before + 12);
    }
    Await.until("tried again", LIMIT, () -> count("attempts >= 2") >= 12);
    Await.until("delivered", LIMIT, () -> count("state = 'delivered'") == 12);
    assertThat(at("/slow")).as("each once").hasSize(12);
    assertThat(at("/ill"))
        .as("no storm: once at each jump, and once by the schedule meanwhile")
        .allMatch(got -> got.attempt() <= 1 + JUMPS + 1);
    assertThat(receiver.twiceAtOnce()).isEmpty();
  }

  @Test
  void aClockThatIsPutBackLeavesNoneStuck() {
    webhook("/good");
    webhook("/ill");
    receiver.answer(got -> got.path().equals("/good") ? Reply.NO_CONTENT.after(20) : Reply.of(400));
    Sending one = sending("bridge1", FOUR_REQUESTS).started();
    sending("bridge2", FOUR_REQUESTS).started();
    one.commitUpTo(1000);
    Await.until("half of them", LIMIT, () -> at("/good").size() > 300);

    hoursAhead = -1;
    Await.until("delivered", LIMIT, () -> count("state = 'delivered'") == 1000);
    Await.until("tried", LIMIT, () -> count("attempts >= 1") == 2000);
    assertThat(at("/good")).as("each once").hasSize(1000);
    receiver.answer(got -> Reply.NO_CONTENT);
    hoursAhead = 0;
    Await.until("retries", LIMIT, () -> count("state = 'delivered'") == 2000);
    assertThat(receiver.twiceAtOnce()).isEmpty();
  }

  private static final String SLOW = "SELECT id FROM webhooks WHERE name = '/slow'";
  private static final String WAITING_FOR_RETRY = "attempts = 1 AND leased_by IS NULL";

  private List<Got> at(String path) {
    return receiver.got().stream().filter(got -> got.path().equals(path)).toList();
  }

  private Sending sending(String bridge, DeliverySettings settings) {
    Database pool = Database.of(database.settings(), CONNECTIONS);
    Stream.of(pool.jdbi(), pool.transactions()).forEach(jdbi -> jdbi.setSqlLogger(clock));
    Sending made = Sending.of(pool, bridge, settings);
    open.add(made);
    open.add(pool);
    return made;
  }

  private void webhook(String path) {
    database.execute(
        "INSERT INTO webhooks (name, event, url) VALUES (?, 'call.queued', ?)",
        path,
        receiver.url(path));
  }

  private long count(String where) {
    return database.number("SELECT COUNT(*) FROM deliveries WHERE " + where);
  }
}
