package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.CallCentre;
import org.switchhook.pbx.Message;

/** What an answer sets happens to the call that waits, on real Asterisks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WaitingCallStories {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String SET =
      """
      "set": {"priority": "{response.body.prio}", "queue": {"address": "{response.body.queue}"},
              "preferredAgent": "{response.body.agent}"}
      """;

  private final Premises premises;
  private final CallCentre centre;
  private final HttpServer system;
  private final ExecutorService waiters = Executors.newCachedThreadPool();

  /** What a webhook says of a call, by both; it waits until somebody knows. */
  private final Map<String, CompletableFuture<String>> answers = new ConcurrentHashMap<>();

  WaitingCallStories(String release) throws Exception {
    premises = Premises.open(release);
    premises
        .pbx()
        .edit(
            "extensions.d/switchhook.conf",
            conf -> conf.replace("${SWITCHHOOK_SET_DIAL},15", "${SWITCHHOOK_SET_DIAL},2"));
    premises.pbx().cli("dialplan reload");
    centre = new CallCentre(premises.pbx());
    premises.bridge().awaitConnected();
    system = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    system.createContext("/", this::answer);
    system.setExecutor(waiters);
    system.start();
  }

  @AfterAll
  void close() throws IOException {
    system.stop(0);
    waiters.shutdownNow();
    centre.close();
    premises.close();
  }

  @AfterEach
  void clear() {
    answers.values().forEach(answer -> answer.complete("{}"));
    centre.clear();
    centre.forget();
    premises.jdbi().useHandle(h -> h.execute("DELETE FROM webhooks WHERE name <> 'everything'"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] answer =
        known(exchange.getRequestURI().getPath()).join().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private CompletableFuture<String> known(String path) {
    return answers.computeIfAbsent(path, p -> new CompletableFuture<>());
  }

  @Test
  void aLaterCallerOfAHigherPriorityIsAnsweredFirst() {
    webhook("prio", 0, SET);
    String first = queued("7000");
    String second = queued("7000");
    say("prio", first, "{}");
    say("prio", second, "{\"prio\": 7}");

    assertThat(effect("prio", second)).isEqualTo("priority 7: confirmed");
    centre.answerAfter("1001", 300);
    centre.login("1001", "sales");
    assertThat(centre.driver().await("AgentConnect").get("Uniqueid")).isEqualTo(second);
    assertThat(count("effect IS NOT NULL", first)).isZero();
    centre.driver().hangup("/./");
    assertThat(story(second)).containsSubsequence("call.queued sales", "call.ended sales");
    assertThat(story(first)).endsWith("call.abandoned sales", "call.closed sales");
  }

  @Test
  void aCallerGoesToAnotherQueueAndItsStoryGoesOn() {
    webhook("queue", 0, SET);
    String call = queued("7000");
    say("queue", call, "{\"queue\": \"support\", \"prio\": \"3\"}");

    assertThat(effect("queue", call)).startsWith("queue support: confirmed; priority 3: ");
    centre.answerAfter("1003", 300);
    Message connect = centre.driver().await("AgentConnect");
    assertThat(connect.get("Uniqueid")).isEqualTo(call);
    assertThat(connect.get("Queue")).isEqualTo("support");
    centre.trunk().hangup();
    assertThat(story(call))
        .startsWith("call.received", "call.queued sales", "call.left_queue sales")
        .containsSubsequence("call.queued support", "call.accepted support", "call.ended support");
    assertThat(
            text(
                "SELECT MAX(JSON_VALUE(body, '$.reason')) FROM events WHERE type = 'call.left_queue'"
                    + " AND subject = '"
                    + call
                    + "'"))
        .isEqualTo("withdrawn");
  }

  @Test
  void thePreferredAgentIsRungFirst() {
    webhook("agent", 0, SET);
    centre.answerAfter("1001", 300);
    centre.login("1001", "remote");
    String call = queued("7000");
    say("agent", call, "{\"agent\": \"1001\"}");

    assertThat(effect("agent", call)).isEqualTo("preferredAgent 1001: confirmed");
    centre.phone("1001").await("CALL_ESTABLISHED");
    centre.pass(1_000);
    centre.trunk().hangup();
    assertThat(story(call))
        .containsSubsequence("call.queued sales", "call.left_queue sales", "call.ended sales");
  }

  @Test
  void thenTheQueueWhereTheAgentDoesNotAnswer() {
    webhook("agent", 0, SET);
    centre.login("1001", "remote");
    String call = queued("7000");
    centre.driver().forget();
    say("agent", call, "{\"agent\": \"Agent 1001\", \"queue\": \"support\"}");

    assertThat(effect("agent", call))
        .isEqualTo("queue support and preferredAgent Agent 1001: confirmed");
    assertThat(centre.driver().await("QueueCallerJoin").get("Queue")).isEqualTo("support");
    Await.until(
        "nobody is tried twice",
        SOON,
        () -> count("effect LIKE '%: refused, was tried before'", call) == 1);
    centre.trunk().hangup();
    assertThat(story(call)).containsSubsequence("call.queued support", "call.abandoned support");
  }

  @Test
  void anAgentWhoIsNotFreeIsLeftInPeace() {
    webhook("agent", 0, SET);
    centre.login("1001", "remote");
    centre.driver().pause("1001", "lunch");
    String call = queued("7000");
    String other = queued("7000");
    say("agent", call, "{\"agent\": \"PJSIP/1001\", \"prio\": 2}");
    say("agent", other, "{\"agent\": \"nobody\"}");

    assertThat(effect("agent", call))
        .isEqualTo("preferredAgent PJSIP/1001: refused, is paused; priority 2: confirmed");
    assertThat(effect("agent", other))
        .isEqualTo("preferredAgent nobody: refused, is a member of no queue");
  }

  @Test
  void whoTalksAlreadyIsLeftInPeace() {
    webhook("late", 0, SET);
    centre.answerAfter("1001", 300);
    centre.login("1001", "sales");
    String call = queued("7000");
    centre.driver().await("AgentConnect");
    centre.driver().forget();
    say("late", call, "{\"queue\": \"support\", \"prio\": 1, \"agent\": \"1003\"}");

    assertThat(effect("late", call))
        .isEqualTo(
            "priority 1, queue support, preferredAgent 1003: too late, the call waits in no queue");
    centre.pass(500);
    assertThat(centre.driver().count(one -> one.is("Hangup") || one.is("BridgeLeave"))).isZero();
  }

  @Test
  void aQueueThatIsNotThereIsRefused() {
    webhook("typo", 0, SET);
    String call = queued("7000");
    say("typo", call, "{\"queue\": \"slaes\", \"prio\": 3}");

    assertThat(effect("typo", call))
        .isEqualTo("queue slaes: refused, the PBX has no such queue; priority 3: confirmed");
  }

  @Test
  void theFirstOfSeveralCountsWhicheverComesFirst() {
    webhook("low", 1, SET);
    webhook("middle", 2, SET);
    webhook("high", 3, SET);
    String call = queued("7000");
    say("middle", call, "{\"prio\": 20}");
    assertThat(effect("middle", call)).isEqualTo("priority 20: confirmed");
    say("high", call, "{\"prio\": 30}");
    assertThat(effect("high", call))
        .isEqualTo("priority 30: not set, as the answer of webhook " + id("middle") + " counts");
    say("low", call, "{\"prio\": 10}");
    assertThat(effect("low", call)).isEqualTo("priority 10: confirmed");
    assertThat(centre.driver().list("QueueStatus"))
        .filteredOn(one -> one.get("Uniqueid").equals(call))
        .extracting(one -> one.get("Priority"))
        .containsExactly("10");
  }

  @Test
  void whatIsSavedIsOnTheChannelToo() {
    webhook(
        "save",
        0,
        "\"save\": {\"tier\": \"{response.body.tier}\", \"note\": \"{response.body.note}\"}");
    String call = queued("7000");
    say(
        "save",
        call,
        "{\"tier\": \"gold, ${CHANNEL} \\\"é\\\"\", \"note\": \"a\\r\\nAction: Originate\"}");

    assertThat(effect("save", call))
        .isEqualTo("SWITCHHOOK_DATA_note: not set, it has a control character");
    assertThat(centre.driver().variable(call, "SWITCHHOOK_DATA_tier"))
        .isEqualTo("gold, ${CHANNEL} \"é\"");
    centre.trunk().hangup();
    premises.awaitTold(call, "call.abandoned");
    assertThat(count("error IS NOT NULL", call)).isZero();
  }

  @Test
  void aNameIsNoActionOfItsOwn() {
    webhook("evil", 0, SET);
    String call = queued("7000");
    say("evil", call, "{\"queue\": \"x\\r\\nAction: Originate\"}");

    Await.until(
        "it is told",
        SOON,
        () ->
            count("error LIKE 'nothing is set: response.set.queue.address is no name:%'", call)
                == 1);
    assertThat(count("effect IS NOT NULL", call)).isZero();
  }

  /** A call from outside that waits in a queue; its id. */
  private String queued(String did) {
    centre.driver().forget();
    centre.call(did);
    return centre.driver().await("QueueCallerJoin").get("Uniqueid");
  }

  private void say(String webhook, String call, String answer) {
    known("/" + webhook + "/" + call).complete(answer);
  }

  private String effect(String webhook, String call) {
    String effect =
        """
        SELECT COALESCE(MAX(effect), '') FROM attempts JOIN deliveries d ON d.id = delivery_id
        JOIN events e ON e.id = event_row WHERE webhook_id = %d AND subject = '%s'
        """
            .formatted(id(webhook), call);
    Await.until("it is told what came of " + call, SOON, () -> !text(effect).isEmpty());
    return text(effect);
  }

  private long id(String webhook) {
    return premises.count("SELECT id FROM webhooks WHERE name = '" + webhook + "'");
  }

  private long count(String condition, String call) {
    return premises.count(
        """
        SELECT COUNT(*) FROM attempts JOIN deliveries d ON d.id = delivery_id
        JOIN events e ON e.id = event_row WHERE subject = '%s' AND %s
        """
            .formatted(call, condition));
  }

  private String text(String query) {
    return premises.jdbi().withHandle(h -> h.createQuery(query).mapTo(String.class).one());
  }

  /** Each event of a call that is over, with its queue. */
  private List<String> story(String call) {
    premises.awaitTold(call, "call.closed");
    premises.awaitDelivered();
    return premises.inbox().wholeStory(Premises.ALL, call).stream()
        .map(one -> one.event() + " " + one.json().at("/call/queue/name").asText())
        .map(String::strip)
        .toList();
  }

  private void webhook(String name, int ordinal, String response) {
    String url =
        "http://127.0.0.1:%d/%s/{call.uniqueid}".formatted(system.getAddress().getPort(), name);
    premises
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO webhooks (name, ordinal, event, url, config)"
                        + " VALUES (?, ?, 'call.queued', ?, ?)",
                    name,
                    ordinal,
                    url,
                    "{\"response\": {" + response + "}}"));
    String status = "SELECT COUNT(*) FROM webhook_status WHERE webhook_id = %d AND state = 'ok'";
    Await.until("it is in use", SOON, () -> premises.count(status.formatted(id(name))) == 1);
  }
}
