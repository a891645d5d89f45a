package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.asterisk.agi.AgiTrial;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.CallCentre;
import org.switchhook.pbx.Message;

/** Dialplans of a real Asterisk ask, by the subroutines that are shipped. */
@ParameterizedClass
@ValueSource(strings = {"22", "16"})
class AskIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** Beyond the time that is set, which is printed: the machine may have other things to do. */
  private static final long SLACK_MS = 1_000;

  /** Asterisk's clock of a limit is not that of its events. */
  private static final long EARLY_MS = 20;

  private final String release;
  private Premises premises;
  private CallCentre centre;
  private BridgeProcess bridge;
  private Crm crm;

  AskIT(String release) {
    this.release = release;
  }

  @BeforeEach
  void open() throws Exception {
    crm = new Crm();
    premises = Premises.open(release);
    centre = new CallCentre(premises.pbx());
    bridge = premises.bridge("[agi]", "listen = 127.0.0.1:0");
    bridge.awaitConnected();
    global("SWITCHHOOK_AGI", bridge.agi());
    ask("7601", "nobody"); // The first one of a process loads what all need.
  }

  @AfterEach
  void close() throws IOException {
    crm.close();
    centre.close();
    premises.close();
  }

  private void global(String name, String value) {
    centre.driver().send("Setvar", "Variable", name, "Value", value);
  }

  private void webhook(String name, String path, String config) {
    premises
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO webhooks (name, event, url, config) VALUES (?, 'ask', ?, ?)",
                    name,
                    crm.url(path),
                    config));
  }

  /** Waits until the bridge has read the rows. */
  private void awaitRead() {
    long rows = premises.count("SELECT COUNT(*) FROM webhooks");
    Await.until(
        "all rows are read",
        SOON,
        () -> premises.count("SELECT COUNT(*) FROM webhook_status") == rows);
  }

  /** A channel goes to an extension that asks; how that went. */
  private Message ask(String extension, String ask) {
    global("ASK", ask);
    centre.driver().forget();
    centre.driver().originate("Local/hold@caller", "inbound", extension, "\"Laura\" <34911555010>");
    return asked();
  }

  private Message asked() {
    return centre
        .driver()
        .await("Asked", m -> m.is("UserEvent") && m.get("UserEvent").equals("Asked"));
  }

  private static long ms(Message message) {
    return Math.round(Double.parseDouble(message.get("Timestamp")) * 1000);
  }

  private long tookMs(Message asked) {
    Message asking =
        centre
            .driver()
            .await("Asking", m -> m.is("UserEvent") && m.get("UserEvent").equals("Asking"));
    return ms(asked) - ms(asking);
  }

  private String variable(Message asked, String name) {
    return centre.driver().variable(asked.get("Channel"), name);
  }

  @Test
  void aLookUpByNumberSaysWhereTheCallGoes() throws Exception {
    crm.answers("{\"tier\": \"gold\", \"queue\": \"sales\", \"prio\": 7}");
    webhook(
        "crm",
        "/ok",
        """
        {"request": {"method": "GET",
                     "params": {"phone": "{call.from.number}", "language": "{agi.language}"}},
         "response": {"save": {"tier": "{response.body.tier}"},
                      "set": {"queue": {"address": "{response.body.queue}"},
                              "priority": "{response.body.prio}"}}}
        """);
    awaitRead();
    centre.call("7600");
    Message joined = centre.driver().await("QueueCallerJoin");
    assertThat(joined.get("Queue")).isEqualTo("sales");
    assertThat(variable(joined, "QUEUE_PRIO")).isEqualTo("7");
    assertThat(variable(joined, "SWITCHHOOK_DATA_tier")).isEqualTo("gold");
    assertThat(crm.asked().get(0).queryParameter("phone")).isEqualTo(joined.get("CallerIDNum"));
    assertThat(crm.asked().get(0).queryParameter("language")).isEqualTo("es");
    String call = joined.get("Uniqueid");
    JsonNode queued = premises.inbox().await(Premises.ALL, call, "call.queued").json();
    assertThat(queued.at("/call/data/tier").asText()).isEqualTo("gold");
    centre.trunk().hangup();
    JsonNode ended = premises.inbox().await(Premises.ALL, call, "call.abandoned").json();
    assertThat(ended.at("/call/data").toString()).isEqualTo("{\"tier\":\"gold\"}");
    Await.until(
        "the ask is written down",
        SOON,
        () ->
            premises.count("SELECT COUNT(*) FROM asks WHERE outcome = 'OK' AND status = 200") == 1);
    assertThat(bridge.metric("switchhook_asks_total", "outcome=\"ok\"")).isEqualTo(1);
  }

  @Test
  void whateverTheSystemDoesTheCallerGoesOnInTime() throws Exception {
    String wants = "{\"response\": {\"save\": {\"tier\": \"{response.body.tier}\"}}}";
    for (String path : new String[] {"hang", "refusing", "500", "nonsense", "many", "elsewhere"}) {
      webhook(path, "/" + path, wants);
    }
    webhook("quick", "/hang", "{\"request\": {\"timeout\": 0.4}}");
    awaitRead();

    assertAsk("hang,timeout=1", "TIMEOUT", "", 1_000);
    assertAsk("hang", "TIMEOUT", "", 2_000);
    assertAsk("quick", "TIMEOUT", "", 400);
    assertAsk("refusing", "HTTP_ERROR", "", 0);
    assertAsk("500", "HTTP_ERROR", "500", 0);
    assertAsk("nonsense", "BAD_RESPONSE", "200", 0);
    assertAsk("many", "BAD_RESPONSE", "200", 0);
    assertAsk("elsewhere", "HTTP_ERROR", "302", 0);
    assertAsk("nobody", "NOT_FOUND", "", 0);
    assertAsk("everything", "NOT_ALLOWED", "", 0);
    assertThat(crm.asked()).noneMatch(url -> url.encodedPath().equals("/ok"));
    for (int i = 0; i < 4; i++) {
      ask("7601", "refusing");
    }
    assertAsk("refusing", "BREAKER_OPEN", "", 0);
  }

  private void assertAsk(String ask, String status, String code, long ms) {
    Message asked = ask("7601", ask);
    assertThat(asked.get("Status")).as(ask + ": " + asked).isEqualTo(status);
    assertThat(asked.get("Code")).as(ask).isEqualTo(code);
    System.out.printf("ask %s: %d ms, its time is %d ms%n", ask, tookMs(asked), ms);
    assertThat(tookMs(asked)).as(ask).isBetween(ms - EARLY_MS, ms + SLACK_MS);
    assertThat(Double.parseDouble(asked.get("Left"))).as("no limit is left behind").isZero();
  }

  @Test
  void aBridgeThatIsFrozenOrDeadHoldsNobody() throws Exception {
    webhook("crm", "/ok", "{}");
    awaitRead();
    bridge.suspend();
    Message frozen = ask("7601", "crm,timeout=1");
    assertThat(frozen.get("Status")).isEqualTo("TIMEOUT");
    System.out.printf("ask, bridge frozen: %d ms of 2000%n", tookMs(frozen));
    assertThat(tookMs(frozen)).isBetween(2_000 - EARLY_MS, 2_100 + SLACK_MS);
    assertThat(Double.parseDouble(frozen.get("Left"))).isZero();

    global("WHOLE", "30");
    Message limited = ask("7602", "crm");
    assertThat(tookMs(limited)).isBetween(3_000 - EARLY_MS, 3_100 + SLACK_MS);
    assertThat(Double.parseDouble(limited.get("Left"))).isBetween(25.0, 27.1);
    global("WHOLE", "1");
    centre.driver().forget();
    centre.driver().originate("Local/hold@caller", "inbound", "7602", "1");
    centre
        .driver()
        .await(
            "the end of its own limit",
            m -> m.is("UserEvent") && m.get("UserEvent").equals("WholeIsOver"));

    bridge.resume();
    bridge.kill();
    Message dead = ask("7601", "crm");
    assertThat(dead.get("Status")).isEqualTo("TIMEOUT");
    assertThat(tookMs(dead)).isLessThan(2_000);
  }

  @Test
  void whatACallerTypesIsInertOnBothSides() throws Exception {
    String evil = "Zoë \"x\", 'y' \\ ${SHELL(touch /tmp/evil)} $[1+1] %0a {call.id} é😀";
    crm.answers("{\"tier\": " + quoted(evil + "\r\nSET VARIABLE QUEUE_PRIO 9") + "}");
    webhook(
        "echo",
        "/ok",
        """
        {"request": {"body": {"name": "{call.from.name}", "note": "{agi.note|none}"}},
         "response": {"save": {"tier": "{response.body.tier}"}}}
        """);
    awaitRead();
    global("NAME", base64(evil));
    Message named = ask("7603", "echo");
    assertThat(named.get("Status")).isEqualTo("OK");
    assertThat(Posted.json(crm.bodies().get(0)).path("name").asText()).isEqualTo(evil);
    assertThat(variable(named, "SWITCHHOOK_DATA_tier"))
        .isEqualTo(evil + "  SET VARIABLE QUEUE_PRIO 9");
    assertThat(variable(named, "QUEUE_PRIO")).isEmpty();

    // By AGI alone, in a parameter; and with line ends of every kind in the name.
    assertThat(ask("7604", "echo").get("Status")).isEqualTo("OK");
    assertThat(Posted.json(crm.bodies().get(1)).path("note").asText()).isEqualTo(evil);
    for (String forged :
        new String[] {
          "a\nagi_network_script: call/other",
          "a\nagi_arg_1: note=evil",
          "a\n\n200 result=1\n200 result=1 (0)",
          "a\n\nb"
        }) {
      global("NAME", base64(forged));
      assertThat(ask("7604", "echo").get("Status")).as(forged).isEqualTo("none");
    }
    global("NAME", base64("two\nlines"));
    assertThat(ask("7604", "echo").get("Status")).isEqualTo("OK");
    assertThat(crm.bodies()).hasSize(3);
    assertThat(Posted.json(crm.bodies().get(2)).path("note").asText()).isEqualTo("two\nlines");

    // As an argument of the subroutine: all but what splits arguments.
    String note = evil.replaceAll("[\",\\\\]", "") + "\nagi_arg_1: x=y";
    global("NOTE", base64(note));
    assertThat(ask("7605", "echo").get("Status")).isEqualTo("OK");
    assertThat(Posted.json(crm.bodies().get(3)).path("note").asText()).isEqualTo(note);
    assertThat(premises.pbx().sees("/tmp/evil")).isFalse();
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatADialplanSaysIsOfItsCall() throws Exception {
    awaitRead();
    centre.driver().forget();
    centre.call("7606");
    Message said = asked();
    assertThat(said.get("Status")).isEqualTo("OK");
    Message wrong =
        centre
            .driver()
            .await("the refusal", m -> m.is("UserEvent") && !"OK".equals(m.get("Status")));
    assertThat(wrong.get("Status")).isEqualTo("NOT_ALLOWED");
    String call = said.get("Uniqueid");
    centre.clear();
    JsonNode custom = premises.inbox().await(Premises.ALL, call, "custom.payment_taken").json();
    assertThat(custom.at("/data").toString()).isEqualTo("{\"amount\":\"120.50\"}");
    assertThat(custom.at("/call/data").toString())
        .isEqualTo("{\"note\":\"a=b\",\"tier\":\"gold\"}");
    JsonNode coded = premises.inbox().await(Premises.ALL, call, "call.dispositioned").json();
    assertThat(coded.at("/values").toString()).isEqualTo("[\"Sale\",\"\",\"Card\"]");
  }

  @Test
  void anAgentCodesACallByADigitOnceTheCallerHasGone() throws Exception {
    awaitRead();
    global("SWITCHHOOK_DISPOSITION_1", "Sale");
    String call = centre.connected("7607").get("Uniqueid");
    centre.trunk().hangup();
    centre
        .driver()
        .await("the prompt", m -> m.is("Newexten") && "Read".equals(m.get("Application")));
    centre.pass(500);
    centre.press("1001", "1");
    JsonNode coded = premises.inbox().await(Premises.ALL, call, "call.dispositioned").json();
    assertThat(coded.at("/values").toString()).isEqualTo("[\"Sale\"]");
    assertThat(coded.at("/by/agent/interface").asText()).isEqualTo("PJSIP/1001");
  }

  @Test
  void theLastGoodAnswerServesWhereThereIsNone() throws Exception {
    crm.answers("{\"tier\": \"gold\"}");
    webhook(
        "kept",
        "/ok",
        """
        {"response": {"save": {"tier": "{response.body.tier}"}},
         "cache": {"key": "{call.from.number}", "ttl": 0, "stale": 3600},
         "default": {"save": {"tier": "unknown"}}}
        """);
    webhook(
        "young",
        "/ok",
        """
        {"response": {"save": {"tier": "{response.body.tier}"}},
         "cache": {"key": "{call.from.number}", "ttl": 3600}}
        """);
    webhook("none", "/500", "{\"default\": {\"save\": {\"tier\": \"unknown\"}}}");
    awaitRead();
    assertThat(ask("7601", "kept").get("Tier")).isEqualTo("gold");
    assertThat(ask("7601", "young").get("Tier")).isEqualTo("gold");
    Message none = ask("7601", "none");
    assertThat(none.get("Status")).isEqualTo("HTTP_ERROR");
    assertThat(none.get("Tier")).isEqualTo("unknown");

    crm.answers("nonsense");
    Message stale = ask("7601", "kept");
    assertThat(stale.get("Status")).isEqualTo("STALE");
    assertThat(stale.get("Tier")).isEqualTo("gold");
    Message young = ask("7601", "young");
    assertThat(young.get("Status")).isEqualTo("OK");
    assertThat(young.get("Tier")).isEqualTo("gold");
  }

  @Test
  void twoHundredAtOnceAreAnswered() throws Exception {
    crm.answers("{\"tier\": \"gold\"}");
    webhook("slow", "/slow", "{\"response\": {\"save\": {\"tier\": \"{response.body.tier}\"}}}");
    awaitRead();
    atOnce(50); // Classes, threads and connections.
    long threads = bridge.threads();
    List<Long> ms = atOnce(200);
    System.out.printf("200 asks at once: %s ms, threads %d%n", ms.subList(190, 200), threads);
    // 550 ms on two cores that do nothing else, which a machine that builds beside it is not.
    assertThat(ms.get(199)).isLessThan(2_000);
    assertThat(bridge.threads()).isLessThan(600);
    assertThat(bridge.footprint().residentKib()).isLessThan(420 * 1024);
  }

  /** How long each of them took, by one clock. */
  private List<Long> atOnce(int asks) throws Exception {
    int port = Integer.parseInt(bridge.agi().replaceFirst(".*:", ""));
    AgiTrial trial = new AgiTrial("nobody", "34911", "7000");
    CyclicBarrier start = new CyclicBarrier(asks);
    ExecutorService clients = Executors.newFixedThreadPool(asks);
    List<Future<Long>> asked = new ArrayList<>();
    for (int i = 0; i < asks; i++) {
      asked.add(
          clients.submit(
              () -> {
                start.await();
                long from = System.nanoTime();
                InetSocketAddress server =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
                assertThat(trial.run(server, List.of("call", "slow"), List.of()))
                    .containsEntry("SWITCHHOOK_STATUS", "OK")
                    .containsEntry("SWITCHHOOK_DATA_tier", "gold");
                return (System.nanoTime() - from) / 1_000_000;
              }));
    }
    List<Long> ms = new ArrayList<>();
    for (Future<Long> one : asked) {
      ms.add(one.get());
    }
    clients.shutdown();
    Collections.sort(ms);
    return ms;
  }
}
