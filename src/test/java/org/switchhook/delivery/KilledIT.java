package org.switchhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.event.Event;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.TestDatabase;

/** SIGKILL in the middle of 10,000 deliveries, to who sends them and to who stores them. */
class KilledIT {

  private static final int WEBHOOKS = 10;
  private static final int EVENTS = 1000;
  private static final int DELIVERIES = WEBHOOKS * EVENTS;
  private static final Set<Integer> KILLED_AT = Set.of(3000, 6000);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TestDatabase database = TestDatabase.ready();
  private Receiver receiver;

  @TempDir private Path directory;

  @BeforeEach
  void start() throws IOException {
    receiver = Receiver.open();
    receiver.answer(request -> Receiver.Reply.NO_CONTENT.after(3));
    for (int i = 1; i <= WEBHOOKS; i++) {
      database.execute(
          "INSERT INTO webhooks (id, event, url) VALUES (?, 'call.queued', ?)",
          100 + i,
          receiver.url("/" + i));
    }
  }

  @AfterEach
  void stop() {
    receiver.close();
    database.close();
  }

  @Test
  void theSender() throws Exception {
    Path log = directory.resolve("log");
    for (int enough : KILLED_AT.stream().sorted().toList()) {
      try (SendingProcess process = SendingProcess.run(database.settings(), EVENTS, log)) {
        awaitGot(enough, process, log);
        process.kill();
      }
    }
    try (SendingProcess process = SendingProcess.run(database.settings(), EVENTS, log)) {
      awaitGot(DELIVERIES, process, log);
      awaitAllDelivered();
    }
    assertEachArrived();
    assertThat(receiver.count() - DELIVERIES)
        .as("copies: no more than were on their way, or had just ended, at each kill")
        .isLessThanOrEqualTo(KILLED_AT.size() * 8 * Sending.SETTINGS.requests());
    Map<String, Long> times =
        receiver.got().stream()
            .collect(Collectors.groupingBy(Receiver.Got::delivery, Collectors.counting()));
    assertThat(times.values()).allMatch(count -> count <= 1 + KILLED_AT.size());
    assertThat(receiver.twiceAtOnce()).isEmpty();
  }

  @Test
  void theDatabase() {
    Map<String, Long> delivered = new HashMap<>();
    try (Sending sending = Sending.of(database.pool(), "bridge1").started()) {
      Thread feeder = new Thread(() -> feed(sending), "feeder");
      feeder.start();
      for (int enough : KILLED_AT.stream().sorted().toList()) {
        Await.until("got " + enough, LIMIT, () -> receiver.count() >= enough);
        TestDatabase.server().kill();
        TestDatabase.server().start();
        recordedAsDelivered().forEach(one -> delivered.putIfAbsent(one, System.nanoTime()));
      }
      Await.until("all", LIMIT, () -> receiver.deliveries().size() == DELIVERIES);
      awaitAllDelivered();
    }
    assertEachArrived();
    assertThat(delivered).hasSizeGreaterThan(5000);
    assertThat(receiver.got())
        .as("what is recorded as delivered is not sent again")
        .noneMatch(got -> delivered.getOrDefault(got.delivery(), Long.MAX_VALUE) < got.atNanos());
    assertThat(receiver.count())
        .as("a result is kept, so nothing goes twice")
        .isEqualTo(DELIVERIES);
  }

  /** As the bridge does: the same again until it is acknowledged. */
  private static void feed(Sending sending) {
    int position = 0;
    while (position < EVENTS) {
      try {
        sending.commit(position + 1, position + 10);
        position += 10;
      } catch (JdbiException e) {
        Thread.onSpinWait(); // away
      }
    }
  }

  private List<String> recordedAsDelivered() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT CONCAT('/', webhook_id - 100, ' ', event_id) FROM deliveries"
                            + " JOIN events e ON e.id = event_row WHERE state = 'delivered'")
                    .mapTo(String.class)
                    .list());
  }

  private void awaitGot(int enough, SendingProcess process, Path log) throws IOException {
    Await.until(
        "got " + enough, LIMIT, () -> receiver.deliveries().size() >= enough || !process.isAlive());
    assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
  }

  private void awaitAllDelivered() {
    Await.until(
        "recorded",
        LIMIT,
        () ->
            database.number("SELECT COUNT(*) FROM deliveries WHERE state = 'delivered'")
                == DELIVERIES);
  }

  private void assertEachArrived() {
    Set<String> ids = Sending.events(1, EVENTS).stream().map(Event::id).collect(Collectors.toSet());
    Map<String, Set<String>> byPath =
        receiver.deliveries().values().stream()
            .collect(
                Collectors.groupingBy(
                    Receiver.Got::path, Collectors.mapping(Receiver.Got::id, Collectors.toSet())));
    assertThat(byPath).hasSize(WEBHOOKS).allSatisfy((path, got) -> assertThat(got).isEqualTo(ids));
  }
}
