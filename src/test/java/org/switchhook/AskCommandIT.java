package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.switchhook.config.SettingsReader;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.CallCentre;

/** `ask`, `asks` and what `check` says of the port, with a real bridge that asks a real system. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AskCommandIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ANSWER =
      "{\"tier\": \"gold\", \"queue\": \"sales\", \"agent\": \"ana\", \"prio\": 7}";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Crm crm = new Crm();
  private final Premises premises = Premises.open();
  private final CallCentre centre = new CallCentre(premises.pbx());
  private BridgeProcess bridge;
  private Path conf;
  private String out = "";
  private String err = "";

  AskCommandIT() throws Exception {
    webhook(
        "crm",
        "ask",
        "/ok",
        """
        {"request": {"method": "GET",
                     "params": {"phone": "{call.from.number}", "dialled": "{call.to.number}",
                                "language": "{agi.language|none}"}},
         "response": {"save": {"tier": "{response.body.tier}"},
                      "set": {"queue": {"address": "{response.body.queue}"},
                              "preferredAgent": "{response.body.agent}",
                              "priority": "{response.body.prio}"}}}
        """);
    webhook("two words/é %", "ask", "/ok", "{}");
    webhook("broken", "ask", "/500", "{}");
    webhook("twin", "ask", "/ok", "{}");
    webhook("twin", "ask", "/ok", "{}");
    webhook("no ask", "call.ended", "/ok", "{}");
    startBridge();
    awaitRead();
  }

  @BeforeEach
  void clear() {
    crm.answers(ANSWER);
    crm.asked().clear();
  }

  @AfterAll
  void close() throws IOException {
    crm.close();
    centre.close();
    premises.close();
  }

  private void startBridge() throws IOException {
    bridge = premises.bridge("[agi]", "listen = 127.0.0.1:0");
    bridge.awaitConnected();
    conf = premises.settingsOf(bridge);
  }

  private void awaitRead() {
    crm.answers(ANSWER);
    Await.until("the rows are read", SOON, () -> run("ask", "crm") == 0);
  }

  private void webhook(String name, String event, String path, String config) {
    premises
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO webhooks (name, event, url, config) VALUES (?, ?, ?, ?)",
                    name,
                    event,
                    crm.url(path),
                    config));
  }

  private long id(String webhook) {
    return premises.count("SELECT id FROM webhooks WHERE name = '" + webhook + "'");
  }

  @Test
  void theVariablesOfADialplanAreShown() {
    assertThat(run("ask", "crm", "language=es", "timeout=5")).as(err).isZero();
    assertThat(out.lines())
        .contains(
            "QUEUE_PRIO=7",
            "SWITCHHOOK_AGENT=ana",
            "SWITCHHOOK_DATA_tier=gold",
            "SWITCHHOOK_HTTP_CODE=200",
            "SWITCHHOOK_QUEUE=sales",
            "SWITCHHOOK_REASON=",
            "SWITCHHOOK_STATUS=OK")
        .noneMatch(line -> line.contains("NONCE"));
    assertAsked("5550100", "7000", "es");

    assertThat(run("ask", "" + id("crm"), "--from", "34911", "--to", "7020")).as(err).isZero();
    assertAsked("34911", "7020", "none");
    assertThat(run("ask", "two words/é %")).as(out).isZero();

    crm.answers("{\"tier\": \"go\\u001b[2J\\nld\", \"queue\": null}");
    assertThat(run("ask", "crm")).isZero();
    assertThat(out).contains("SWITCHHOOK_DATA_tier=go [2J ld\n", "SWITCHHOOK_QUEUE=\n");
  }

  private void assertAsked(String phone, String dialled, String language) {
    HttpUrl url = crm.asked().remove(0);
    assertThat(url.queryParameter("phone")).isEqualTo(phone);
    assertThat(url.queryParameter("dialled")).isEqualTo(dialled);
    assertThat(url.queryParameter("language")).isEqualTo(language);
  }

  @Test
  void aCallThatIsUpHasTheData() {
    centre.driver().forget();
    centre.call("7000");
    String call = centre.driver().await("QueueCallerJoin").get("Uniqueid");
    assertThat(run("ask", "crm", "--channel", call)).as(err).isZero();
    centre.trunk().hangup();
    JsonNode ended = premises.inbox().await(Premises.ALL, call, "call.abandoned").json();
    assertThat(ended.at("/call/data").toString()).isEqualTo("{\"tier\":\"gold\"}");
  }

  @Test
  void whatIsNotOkSaysWhy() {
    assertStatus("HTTP_ERROR", "status 500", "broken");
    assertThat(out).contains("SWITCHHOOK_HTTP_CODE=500\n");
    assertStatus("NOT_FOUND", "there is no webhook 'nobody'", "nobody");
    assertStatus("NOT_FOUND", "there is no webhook ''", "");
    assertStatus("NOT_ALLOWED", "may not be asked: write ask into event", "no ask");
    assertStatus("NOT_ALLOWED", "'twin' is the name of the webhooks ", "twin");
    assertStatus("NOT_ALLOWED", "an argument has no key: write key=value", "crm", "es");
    assertStatus("NOT_ALLOWED", "an argument has no key: write key=value", "crm", "=es");
    assertStatus("NOT_ALLOWED", "a is there twice", "crm", "a=1", "a=2");
    assertStatus("NOT_ALLOWED", "timeout: write seconds, 0.05 to 60", "crm", "timeout=soon");
    assertStatus("NOT_ALLOWED", "a has 1025 characters", "crm", "a=" + "x".repeat(1025));
    assertThat(crm.asked()).hasSize(1); // By broken.
  }

  private void assertStatus(String status, String reason, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "ask";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    assertThat(run(all)).as(out + err).isEqualTo(1);
    assertThat(out).contains("SWITCHHOOK_STATUS=" + status + "\n");
    assertThat(out.lines().filter(line -> line.startsWith("SWITCHHOOK_REASON=")))
        .singleElement()
        .asString()
        .contains(reason);
  }

  @Test
  void whatDoesNotFitIsSaid() {
    String[] arguments = new String[32];
    arguments[0] = "ask";
    arguments[1] = "crm";
    for (int i = 2; i < arguments.length; i++) {
      arguments[i] = "a" + i + "=" + "é".repeat(1000);
    }
    assertThat(run(arguments)).isEqualTo(1);
    assertThat(err)
        .startsWith("switchhook ask: the bridge does not answer (")
        .endsWith("): are the arguments too long?\n");
    assertThat(run("ask")).isEqualTo(2);
    assertThat(err).startsWith("Missing required parameter: 'WEBHOOK'");
    assertThat(crm.asked()).isEmpty();
  }

  @Test
  void whatWasAskedIsListed() throws IOException {
    run("ask", "crm");
    run("ask", "broken");
    run("ask", "no\u001b[2J\nbody");
    Await.until(
        "the last one is written",
        SOON,
        () -> premises.count("SELECT COUNT(*) FROM asks WHERE webhook LIKE '%body'") == 1);

    assertThat(run("asks", "--limit", "3")).as(err).isZero();
    assertThat(out.lines().map(line -> line.replaceFirst("^20[-0-9]+ [:0-9]+ ", "NOW ")))
        .satisfiesExactly(
            line -> assertThat(line).matches("time +webhook +call +outcome +code +ms"),
            line -> assertThat(line).matches("NOW +crm +pbx1-switchhook-ask +OK +200 +\\d+"),
            line -> assertThat(line).matches("NOW +broken +pbx1-\\S+ +HTTP_ERROR +500 +\\d+"),
            line -> assertThat(line).isEqualTo("    status 500"),
            line -> assertThat(line).matches("NOW +no \\[2J body +pbx1-\\S+ +NOT_FOUND +- +\\d+"),
            line -> assertThat(line).startsWith("    there is no webhook 'no [2J body'"));

    assertThat(listed("--failed", "--limit", "2")).containsExactly("HTTP_ERROR", "NOT_FOUND");
    assertThat(listed("--webhook", "crm", "--limit", "1")).containsExactly("OK");
    assertThat(listed("--webhook", "" + id("broken"), "--failed", "--limit", "1"))
        .containsExactly("HTTP_ERROR");
    assertThat(listed("--webhook", "crm", "--failed")).isEmpty();
    assertThat(listed("--limit", "1")).containsExactly("NOT_FOUND");
    JsonNode first = JSON.readTree(out);
    assertThat(first.at("/webhookId").isNull()).isTrue();
    assertThat(first.at("/durationMs").isIntegralNumber()).as(out).isTrue();
    assertThat(first.at("/startedAt").asText()).matches("20.*T.*Z");
  }

  private List<String> listed(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "asks";
    all[1] = "--json";
    System.arraycopy(options, 0, all, 2, options.length);
    assertThat(run(all)).as(err).isZero();
    return out.lines().map(AskCommandIT::outcome).toList();
  }

  private static String outcome(String line) {
    try {
      return JSON.readTree(line).path("outcome").asText();
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void aListThatCannotBeIsRefused() {
    for (String limit : new String[] {"0", "-1", "10001"}) {
      assertThat(run("asks", "--limit", limit)).isEqualTo(2);
      assertThat(err).startsWith("--limit " + limit + ": write 1 to 10000");
    }
    assertThat(run("asks", "--limit", "many")).isEqualTo(2);
    assertThat(run("asks", "--webhook", "nobody")).isEqualTo(1);
    assertThat(err).contains("there is no webhook 'nobody'");
    assertThat(run("asks", "--webhook", "twin")).isEqualTo(1);
    assertThat(err).contains("'twin' is the name of the webhooks ");
  }

  @Test
  void theBridgeOfThePortIsKnownAndThatItIsGone() throws Exception {
    String where = "dialplans ask at agi://" + bridge.agi();
    assertThat(check()).containsExactly("ok    " + where + ": the bridge that is running answers");
    bridge.kill();
    try {
      assertThat(check()).containsExactly("ok    " + where + ": free; no bridge is running");
      assertThat(run("ask", "crm")).isEqualTo(1);
      assertThat(err)
          .startsWith("switchhook ask: nobody can be asked at ")
          .endsWith(": is the bridge running?\n");
      premises.mariaDb().stop();
      startBridge();
      assertStatus("BUSY", "the table webhooks has not been read yet", "crm");
      assertThat(run("asks")).isEqualTo(1);
      assertThat(err).startsWith("switchhook asks: ");
    } finally {
      premises.mariaDb().start();
      awaitRead();
    }
  }

  private List<String> check() throws Exception {
    return AgiCheck.of(SettingsReader.read(conf, Map.of()).agi()).lines();
  }

  private int run(String... arguments) {
    StringWriter text = new StringWriter();
    StringWriter trouble = new StringWriter();
    String[] all = new String[arguments.length + 2];
    all[0] = arguments[0];
    all[1] = "-c";
    all[2] = conf.toString();
    System.arraycopy(arguments, 1, all, 3, arguments.length - 1);
    int status =
        Switchhook.commandLine()
            .setOut(new PrintWriter(text))
            .setErr(new PrintWriter(trouble, true))
            .execute(all);
    out = text.toString();
    err = trouble.toString();
    return status;
  }
}
