package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.config.DeliverySettings;
import org.switchhook.delivery.Courier;
import org.switchhook.delivery.Schedule;
import org.switchhook.delivery.Stores;
import org.switchhook.event.Event;
import org.switchhook.exchange.Exchange;
import org.switchhook.outbox.Await;
import org.switchhook.outbox.Deliveries;
import org.switchhook.outbox.Endpoints;
import org.switchhook.outbox.TestDatabase;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.EventJson;
import org.switchhook.webhook.Events;

/** The commands about deliveries, with the rights of the bridge's user, against a real MariaDB. */
@Timeout(180)
class DeskIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String USER = "desk";
  private static final String PASSWORD = "the-password-of-the-desk";

  @TempDir private Path directory;

  private final TestDatabase database = TestDatabase.ready();
  private final MockWebServer receiver = new MockWebServer();
  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private Path conf;
  private String out = "";
  private String err = "";

  private volatile MockResponse answer =
      new MockResponse.Builder().code(200).body("thanks \u001b[2J").build();

  @BeforeEach
  void start() throws IOException {
    receiver.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            requests.incrementAndGet();
            bodies.put(
                String.valueOf(request.getHeaders().get("webhook-id")),
                String.valueOf(request.getBody()).isEmpty() ? "" : request.getBody().utf8());
            return answer;
          }
        });
    receiver.start();
    database.execute("CREATE OR REPLACE USER %s@'%%' IDENTIFIED BY '%s'".formatted(USER, PASSWORD));
    database.execute("GRANT switchhook_bridge TO %s@'%%'".formatted(USER));
    database.execute("SET DEFAULT ROLE switchhook_bridge FOR %s@'%%'".formatted(USER));
    database.execute("DELETE FROM webhooks");
    webhook(1, "crm", "call.ended");
    webhook(2, "wallboard", "*");
    webhook(3, "wallboard", "AgentLog");
    conf =
        Files.writeString(
            directory.resolve("switchhook.conf"),
            """
            [general]
            name = bridge1
            timezone = UTC
            [database]
            url = %s
            username = %s
            password = %s
            [pbx1]
            type = pbx
            host = 127.0.0.1
            username = u
            secret = s
            """
                .formatted(database.settings().url(), USER, PASSWORD));
  }

  @AfterEach
  void stop() {
    receiver.close();
    database.close();
  }

  @Test
  void oneThatWaitsForAnAnswerSaysForWhich() throws Exception {
    dead(1, "behind", 1, "2026-11-20 10:00:00");
    database.execute(
        "UPDATE deliveries SET state = 'waiting', reason = '', behind = '811,812',"
            + " due_at = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR");
    assertThat(run("deliveries")).as(err).isZero();
    assertThat(out).contains("waits for the answer to 811 and 812; due in ");
  }

  @Test
  void tenThousandDeadLettersOfAWebhookAndATimeGoOutWithTheirIds() throws Exception {
    // MockWebServer sends a body only when the headers before it are acknowledged, 40 ms later.
    answer = new MockResponse.Builder().code(204).build();
    dead(1, "in", 10_000, "2026-11-20 10:00:00");
    dead(1, "early", 300, "2026-11-19 10:00:00");
    dead(2, "other", 300, "2026-11-20 10:00:00");

    assertThat(
            run(
                "redeliver",
                "--webhook",
                "crm",
                "--from",
                "2026-11-20T10:00",
                "--to",
                "2026-11-21"))
        .isZero();
    assertThat(out).isEqualTo("10000 redelivered\n");
    assertThat(err.lines().findFirst()).hasValue("redelivered: 500 of 10000");
    assertThat(
            database.number(
                "SELECT COUNT(*) FROM deliveries WHERE state = 'waiting' AND attempts = 0"
                    + " AND leased_by IS NULL AND reason = ''"))
        .isEqualTo(10_000);

    DeliverySettings settings =
        new DeliverySettings(8, 8, Duration.ofSeconds(3), Duration.ofSeconds(10));
    try (Catalogue catalogue = new Catalogue(database.jdbi(), ZoneOffset.UTC)) {
      catalogue.refresh();
      Stores stores =
          new Stores(
              new Deliveries(database.pool(), "bridge1"),
              new Endpoints(database.jdbi(), "bridge1"));
      try (Courier courier =
          new Courier(
              stores, catalogue, new Exchange(settings), new Schedule(Math::random), settings)) {
        courier.start();
        Await.until(
            "all are delivered",
            Duration.ofMinutes(2),
            () ->
                database.number("SELECT COUNT(*) FROM deliveries WHERE state = 'delivered'")
                    == 10_000);
      }
    }

    assertThat(requests).hasValue(10_000);
    assertThat(bodies).hasSize(10_000).containsEntry("evt_in_77", "{\"id\": \"evt_in_77\"}");
    assertThat(bodies.keySet()).allMatch(id -> id.startsWith("evt_in_"));
    assertThat(database.number("SELECT COUNT(*) FROM deliveries WHERE state = 'dead'"))
        .isEqualTo(600);
  }

  @Test
  void whatIsMeantIsWhatIsActedOn() throws Exception {
    dead(1, "a", 3, "2026-11-20 10:00:00");
    dead(2, "b", 3, "2026-11-20 12:00:00");
    dead(9, "orphan", 2, "2026-11-20 12:00:00");
    database.execute("UPDATE events SET type = 'agent.paused' WHERE event_id = 'evt_b_1'");
    database.execute("UPDATE deliveries SET event = 'AgentLog' WHERE " + eventIs("evt_b_2"));

    assertThat(deliveries("--webhook", "1")).containsExactly("evt_a_1", "evt_a_2", "evt_a_3");
    assertThat(deliveries("--event", "agent.*")).containsExactly("evt_b_1");
    assertThat(deliveries("--event", "AgentLog")).containsExactly("evt_b_2");
    assertThat(deliveries("--event", "ended", "--webhook", "2"))
        .containsExactly("evt_b_2", "evt_b_3");
    assertThat(deliveries("--call", "pbx1-a.2")).containsExactly("evt_a_2");
    assertThat(deliveries("--from", "2026-11-20 12:00", "--limit", "1"))
        .containsExactly("evt_orphan_2");
    assertThat(deliveries("--to", "2026-11-20T09:00:00-03:00"))
        .containsExactly("evt_a_1", "evt_a_2", "evt_a_3");
    assertThat(deliveries("--state", "waiting")).isEmpty();

    assertThat(run("ack", "--event", "agent.paused")).isZero();
    assertThat(out).isEqualTo("1 acknowledged\n");
    assertThat(deliveries("--state", "acknowledged")).containsExactly("evt_b_1");
    assertThat(run("redeliver", "--all")).isZero();
    assertThat(out).isEqualTo("5 redelivered\n");
    assertThat(err).isEqualTo("2 left as they are: their webhook was deleted\n");
    assertThat(deliveries("--dead")).containsExactly("evt_orphan_1", "evt_orphan_2");
    long acknowledged = database.number("SELECT id FROM deliveries WHERE " + eventIs("evt_b_1"));
    long waiting = database.number("SELECT id FROM deliveries WHERE " + eventIs("evt_a_1"));
    assertThat(run("redeliver", "" + acknowledged, "" + waiting)).isZero();
    assertThat(out).isEqualTo("1 redelivered\n");
    assertThat(err).isEqualTo("1 left as they are: they wait already\n");
    assertThat(run("ack", "--webhook", "9")).isZero();
    assertThat(out).isEqualTo("2 acknowledged\n");
  }

  @Test
  void nothingIsDoneWhereItIsNotClearWhatIsMeant() throws Exception {
    dead(1, "a", 1, "2026-11-20 10:00:00");
    refuses(1, "which? write ids", "redeliver");
    refuses(1, "which? write ids", "ack");
    refuses(1, "--all leaves nothing to choose", "ack", "--all", "--webhook", "1");
    refuses(
        1, "'wallboard' is the name of the webhooks 2, 3", "redeliver", "--webhook", "wallboard");
    refuses(1, "'wallboard' is the name of the webhooks 2, 3", "pause", "wallboard");
    refuses(1, "there is no webhook 'nobody'", "test", "nobody");
    refuses(1, "there is no webhook '77'", "deliveries", "--webhook", "77");
    refuses(2, "event 'nonsense' is unknown", "ack", "--event", "nonsense");
    refuses(2, "'yesterday' is no time; write", "ack", "--from", "yesterday");
    refuses(1, "--from is not before --to", "ack", "--from", "1h", "--to", "2h");
    refuses(2, "--state lost is unknown: write one of waiting", "deliveries", "--state", "lost");
    refuses(2, "cannot both be", "deliveries", "--state", "waiting", "--dead");
    refuses(2, "write 1 to 10000", "deliveries", "--limit", "0");
    refuses(
        1,
        "webhook 3 does not ask for 'call.ended' but for AgentLog",
        "test",
        "3",
        "--event",
        "call.ended");
    assertThat(deliveries("--dead")).containsExactly("evt_a_1");
    assertThat(requests).hasValue(0);
  }

  @Test
  void eachWebhookIsALineOfAHundred() throws Exception {
    dead(1, "a", 2, "2026-11-20 10:00:00");
    dead(9, "orphan", 1, "2026-11-20 10:00:00");
    database.execute("UPDATE webhooks SET name = ? WHERE id = 3", "x\u001b[2J".repeat(20));
    database.execute(
        "INSERT INTO webhook_status VALUES (1, 'ok', '', NOW()), (2, 'quarantined', 'why', NOW())");
    database.execute(
        "INSERT INTO endpoints VALUES (1, 'one', 'closed', NULL, 0, UTC_TIMESTAMP() - INTERVAL 5"
            + " MINUTE, UTC_TIMESTAMP() - INTERVAL 1 DAY, 'older'), (1, 'two', 'open',"
            + " UTC_TIMESTAMP() + INTERVAL 1 MINUTE, 7, NULL, UTC_TIMESTAMP(), 'status 503')");

    assertThat(run("webhooks")).isZero();
    assertThat(out.lines())
        .allMatch(line -> line.length() <= 100 && !line.contains("\u001b"))
        .anyMatch(line -> line.matches("1 +crm +call.ended +ok +open +5m +7 +0 +2"))
        .contains("    last failure: status 503", "    why")
        .anyMatch(line -> line.matches("9 +deleted +- +- +0 +0 +1"));
    assertThat(run("webhooks", "--json")).isZero();
    JsonNode first = JSON.readTree(out.lines().findFirst().orElseThrow());
    assertThat(first.path("dead").asInt()).isEqualTo(2);
    assertThat(first.path("breaker").asText()).isEqualTo("open");
    assertThat(first.path("lastFailure").asText()).isEqualTo("status 503");
    assertThat(run("deliveries")).isZero();
    assertThat(out.lines()).hasSize(7).allMatch(line -> line.length() <= 100);
  }

  @Test
  void aSampleIsSentAndNothingIsStored() throws Exception {
    String address = receiver.url("/hook").toString().replace("http://", "http://u:verysecret@");
    database.execute("UPDATE webhooks SET url = ? WHERE id = 2", address + "?token=verysecret");
    assertThat(run("pause", "2")).isZero();

    assertThat(run("test", "2")).as(err).isZero();
    assertThat(out)
        .contains("POST http://***@", "/hook?***", "Authorization: ***", "status 200 after ")
        .contains("X-Switchhook-Delivery: 0\n", "\"type\":\"call.ended\"", "thanks ?[2J")
        .contains("It would count as delivered.")
        .doesNotContain("verysecret");
    assertThat(run("test", "3")).isZero();
    assertThat(out).contains("X-Switchhook-Event: AgentLog\n", "{\"event\":\"AgentLog\"");
    assertThat(run("test", "2", "--event", "agent.paused")).isZero();
    assertThat(out).contains("\"type\":\"agent.paused\"");
    assertThat(requests).hasValue(3);
    assertThat(database.number("SELECT COUNT(*) FROM events")).isZero();
    assertThat(database.number("SELECT COUNT(*) FROM attempts")).isZero();

    receiver.close();
    assertThat(run("test", "2")).isEqualTo(1);
    assertThat(out).contains("no answer after ", "It would be tried again.");
  }

  @Test
  void aRequestIsShownAsItWouldBeSent() throws Exception {
    database.execute(
        "UPDATE webhooks SET url = 'http://u:verysecret@crm/{call.id}', config = ? WHERE id = 1",
        "{\"request\": {\"method\": \"PUT\", \"condition\": \"call.queue.name == 'Demo<-'\","
            + " \"params\": {\"n\": \"{sequence}\"}, \"body\": {\"talk\": \"{talkMs}\"}}}");
    Path event = Files.writeString(directory.resolve("event.json"), json(Events.ended("c1", 7)));

    assertThat(run("render", "crm", event.toString())).as(err).isZero();
    assertThat(out)
        .startsWith("PUT http://***@crm/c1?n=7\nContent-Type: application/json\n")
        .contains("X-Switchhook-Event: call.ended\n")
        .endsWith("\n\n{\"talk\":4000}\n")
        .doesNotContain("verysecret");
    refuses(
        1, "webhook 3 does not ask for 'call.ended' but for AgentLog", "render", "3", "" + event);
    database.execute("UPDATE webhooks SET direction = 'outbound' WHERE id = 1");
    refuses(1, "webhook 1 does not want this event: direction, ", "render", "1", "" + event);
    Files.writeString(event, "{\"type\": \"call.ended\"}");
    refuses(1, "event.json: this is no event: ", "render", "1", "" + event);
    Files.writeString(event, "{");
    refuses(1, "event.json: line 1: ", "render", "1", "" + event);
  }

  @Test
  void aCopyHasNoSecretAndIsOff() throws Exception {
    database.execute(
        "UPDATE webhooks SET url = 'http://u:verysecret@crm/a@b', credential = 'mine', ordinal = 3,"
            + " config = '{\"request\": {}}' WHERE id = 1");

    assertThat(run("copy", "crm", "crm 2")).as(err).isZero();
    assertThat(out).contains(" is a copy of 1, switched off");
    assertThat(
            database.number(
                "SELECT COUNT(*) FROM webhooks WHERE name = 'crm 2' AND url = 'http://crm/a@b'"
                    + " AND credential = '' AND enabled = 0 AND ordinal = 3"
                    + " AND event = 'call.ended' AND config = '{\"request\": {}}'"))
        .isEqualTo(1);
  }

  @Test
  void aCopyHasNothingWrittenOutUnderTheNameOfASecret() throws Exception {
    database.execute(
        "UPDATE webhooks SET url = 'https://crm/a?api_key=verysecret&t={authentications.crm}&q=1',"
            + " config = ? WHERE id = 1",
        """
        {"request": {"headers": {"Authorization": "Bearer verysecret", "X-Kind": "call",
           "X-Api-Key": "{authentications.crm}"}, "body": [{"Password": "verysecret"}]},
         "response": {"save": {"token": "{response.body.token}"}}}\
        """);

    assertThat(run("copy", "crm", "crm 2")).as(err).isZero();
    assertThat(out)
        .contains(
            "without the secrets in url: api_key, config.request.headers.Authorization,"
                + " config.request.body.Password, switched off");
    assertThat(database.text("SELECT CONCAT(url, ' ', config) FROM webhooks WHERE name = 'crm 2'"))
        .isEqualTo(
            "https://crm/a?api_key=&t={authentications.crm}&q=1 "
                + "{\"request\":{\"headers\":{\"Authorization\":\"\",\"X-Kind\":\"call\","
                + "\"X-Api-Key\":\"{authentications.crm}\"},\"body\":[{\"Password\":\"\"}]},"
                + "\"response\":{\"save\":{\"token\":\"{response.body.token}\"}}}");
  }

  @Test
  void pausedAndResumed() throws Exception {
    assertThat(run("pause", "crm")).isZero();
    assertThat(out).startsWith("webhook 1 paused");
    assertThat(database.number("SELECT enabled FROM webhooks WHERE id = 1")).isZero();
    run("pause", "1");
    assertThat(out).startsWith("webhook 1 was paused before");
    run("resume", "crm");
    assertThat(out).startsWith("webhook 1 resumed");
    assertThat(database.number("SELECT enabled FROM webhooks WHERE id = 1")).isEqualTo(1);
  }

  @Test
  void watchingFollowsWhatHappens() throws Exception {
    dead(1, "a", 1, "2026-11-20 10:00:00");
    StringWriter text = new StringWriter();
    Thread watching = new Thread(() -> execute(new PrintWriter(text), "deliveries", "--watch"));
    watching.start();
    Await.until("the first", Duration.ofSeconds(20), () -> text.toString().contains("pbx1-a.1"));
    dead(1, "b", 1, "2026-11-20 10:00:00");
    Await.until("the next", Duration.ofSeconds(20), () -> text.toString().contains("pbx1-b.1"));
    database.execute(
        "UPDATE deliveries SET state = 'delivered', attempts = 14 WHERE " + eventIs("evt_b_1"));
    database.execute(
        "INSERT INTO attempts (delivery_id, number, bridge, started_at, duration_ms, status)"
            + " SELECT id, 14, 'x', UTC_TIMESTAMP(), 1, 200 FROM deliveries WHERE "
            + eventIs("evt_b_1"));
    Await.until("the last", Duration.ofSeconds(20), () -> text.toString().contains("  200\n"));
    watching.interrupt();
    watching.join(20_000);
    assertThat(watching.isAlive()).isFalse();
    assertThat(text.toString().lines().filter(line -> line.contains("pbx1-"))).hasSize(3);
  }

  private void webhook(int id, String name, String event) {
    database.execute(
        "INSERT INTO webhooks (id, name, event, url) VALUES (?, ?, ?, ?)",
        id,
        name,
        event,
        receiver.url("/" + id).toString());
  }

  private void dead(int webhook, String name, int count, String time) {
    database.execute(
        "INSERT INTO events (event_id, bridge, subject_kind, pbx, subject, sequence, type, time,"
            + " recorded_at, body) SELECT CONCAT('evt_', ?, '_', seq), 'bridge1', 'call', 'pbx1',"
            + " CONCAT('pbx1-', ?, '.', seq), 1, 'call.ended', ?, ?, '{}' FROM seq_1_to_"
            + count,
        name,
        name,
        time,
        time);
    database.execute(
        "INSERT INTO deliveries (event_row, webhook_id, event, sequence, content_type, body, state,"
            + " attempts, due_at, created_at, reason) SELECT id, ?, type, sequence,"
            + " 'application/json', CONCAT('{\"id\": \"', event_id, '\"}'), 'dead', 13,"
            + " UTC_TIMESTAMP(), time, 'attempt 13 was the last one' FROM events"
            + " WHERE event_id LIKE CONCAT('evt_', ?, '%')",
        webhook, name);
  }

  private static String eventIs(String id) {
    return "event_row = (SELECT id FROM events WHERE event_id = '" + id + "')";
  }

  private List<String> deliveries(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("deliveries", "--json"));
    arguments.addAll(List.of(options));
    assertThat(run(arguments.toArray(String[]::new))).as(err).isZero();
    return out.lines().map(DeskIT::eventId).toList();
  }

  private static String eventId(String line) {
    try {
      return JSON.readTree(line).path("eventId").asText();
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  private static String json(Event event) {
    return EventJson.text(event);
  }

  private void refuses(int status, String why, String... arguments) {
    assertThat(run(arguments)).isEqualTo(status);
    assertThat(err).contains(why);
  }

  private int run(String... arguments) {
    StringWriter text = new StringWriter();
    int status = execute(new PrintWriter(text), arguments);
    out = text.toString();
    assertThat(out + err).doesNotContain(PASSWORD);
    return status;
  }

  private int execute(PrintWriter to, String... arguments) {
    StringWriter trouble = new StringWriter();
    var commands = Switchhook.commandLine();
    commands.setOut(to).setErr(new PrintWriter(trouble, true));
    String[] all = new String[arguments.length + 2];
    all[0] = arguments[0];
    all[1] = "-c";
    all[2] = conf.toString();
    System.arraycopy(arguments, 1, all, 3, arguments.length - 1);
    int status = commands.execute(all);
    err = trouble.toString();
    return status;
  }
}
