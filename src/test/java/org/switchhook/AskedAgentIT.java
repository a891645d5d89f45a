package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.asterisk.agi.AgiTrial;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.CallCentre;
import org.switchhook.pbx.Message;

/** An agent whom an answer names is rung before the queue, if he is one and free. */
@ParameterizedClass
@ValueSource(strings = {"22", "16"})
class AskedAgentIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String ASK_AND_ROUTE = "7613";

  private final String release;
  private Premises premises;
  private BridgeProcess bridge;
  private CallCentre centre;
  private Crm crm;

  AskedAgentIT(String release) {
    this.release = release;
  }

  @BeforeEach
  void open() throws Exception {
    crm = new Crm();
    premises = Premises.open(release);
    centre = new CallCentre(premises.pbx());
    premises
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  "INSERT INTO webhooks (name, event, url, config) VALUES ('crm', 'ask', ?, ?)",
                  crm.url("/ok"),
                  "{\"response\": {\"set\": {\"preferredAgent\": \"{response.body.agent}\"}}}");
              handle.execute(
                  "INSERT INTO agents (interface, username, number, full_name)"
                      + " VALUES ('PJSIP/1001', 'ana', '501', 'Ana Silva')");
            });
    bridge = premises.bridge("[agi]", "listen = 127.0.0.1:0");
    bridge.awaitConnected();
    global("SWITCHHOOK_AGI", bridge.agi());
    global("ASK", "crm");
    Await.until(
        "the rows are read",
        SOON,
        () -> premises.count("SELECT COUNT(*) FROM webhook_status WHERE state = 'ok'") == 2);
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

  /** Until the bridge, which asks the PBX, has agent 1001 as free; it has logged in by then. */
  private void awaitFree() {
    awaitDials("PJSIP/1001");
  }

  private void awaitDials(String what) {
    InetSocketAddress server =
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(),
            Integer.parseInt(bridge.agi().replaceFirst(".*:", "")));
    crm.answers("{\"agent\": \"ana\"}");
    Await.until("dials '" + what + "'", SOON, () -> what.equals(dial(server)));
  }

  private static @Nullable String dial(InetSocketAddress server) {
    try {
      return new AgiTrial("nobody", "34911", "7000")
          .run(server, List.of("call", "crm"), List.of())
          .get("SWITCHHOOK_AGENT_DIAL");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void callNaming(String agent) {
    crm.answers("{\"agent\": \"" + agent + "\"}");
    centre.forget();
    centre.call(ASK_AND_ROUTE);
  }

  @Test
  void whoIsFreeIsRungFirstAndWhoIsNotIsLeftInPeace() {
    centre.login("1001", "remote");
    centre.answerAfter("1001", 300);
    for (String name : new String[] {"ana", "501", "Ana Silva", "1001", "PJSIP/1001"}) {
      awaitFree();
      callNaming(name);
      centre.driver().awaitDial("1001");
      centre.phone("1001").await("CALL_ESTABLISHED");
      centre.phone("1001").hangup();
      Message back = awaitBack();
      assertThat(back.get("Dialled")).as(name).isEqualTo("ANSWER");
      assertThat(back.get("Queued")).as(name).isEmpty();
      centre.driver().awaitIdle();
    }

    // In a conversation; then paused.
    awaitFree();
    callNaming("ana");
    centre.phone("1001").await("CALL_ESTABLISHED");
    awaitDials("");
    assertThat(awaitsQueue("ana")).isEmpty();
    centre.driver().hangup("/./");
    centre.driver().awaitIdle();
    awaitFree();
    centre.driver().pause("1001", "lunch");
    awaitDials("");
    assertThat(awaitsQueue("ana")).isEmpty();
  }

  @Test
  void whoDoesNotAnswerIsRungForATimeAndOnce() {
    centre.login("1001", "remote");
    awaitFree();
    callNaming("ana");
    Message dial = centre.driver().awaitDial("1001");
    Message joined = centre.driver().await("QueueCallerJoin");
    assertThat(joined.get("Queue")).isEqualTo("support");
    assertThat(seconds(joined) - seconds(dial)).isBetween(1.9, 3.5);
    assertThat(variable(joined, "SWITCHHOOK_AGENT")).isEqualTo("ana");
    assertThat(variable(joined, "SWITCHHOOK_AGENT_DIAL")).isEmpty();
  }

  @Test
  void nothingButAnAgentIsEverDialled() {
    centre.login("1001", "remote");
    awaitFree();
    for (String evil :
        new String[] {
          "Local/7000@inbound",
          "Local/7000@inbound/n",
          "PJSIP/1002",
          "PJSIP/34911@trunk",
          "PJSIP/1001@trunk",
          "PJSIP/1001&PJSIP/1002",
          "1001&1002",
          "nobody",
          "*",
          "PJSIP/1001,15,U(switchhook-say^data^1)",
          "${SHELL(touch /tmp/dialled)}"
        }) {
      assertThat(awaitsQueue(evil)).as(evil).isEmpty();
      centre.driver().hangup("/./");
      centre.driver().awaitIdle();
    }
    assertThat(premises.pbx().sees("/tmp/dialled")).isFalse();
  }

  /** What could be dialled by the time when a caller is in the queue, where nobody was dialled. */
  private String awaitsQueue(String agent) {
    crm.answers("{\"agent\": \"" + agent + "\"}");
    centre.forget();
    centre.driver().originate("Local/hold@caller", "inbound", ASK_AND_ROUTE, "<34911555010>");
    Message joined = centre.driver().await("QueueCallerJoin");
    assertThat(joined.get("Queue")).isEqualTo("support");
    assertThat(
            centre
                .driver()
                .count(
                    m ->
                        m.is("DialBegin")
                            && m.get("Uniqueid").equals(joined.get("Uniqueid"))
                            && !m.get("DestChannel").startsWith("PJSIP/1003-")))
        .isZero();
    return variable(joined, "SWITCHHOOK_AGENT_DIAL");
  }

  private Message awaitBack() {
    return centre
        .driver()
        .await("Back", m -> m.is("UserEvent") && m.get("UserEvent").equals("Back"));
  }

  private static double seconds(Message message) {
    return Double.parseDouble(message.get("Timestamp"));
  }

  private String variable(Message of, String name) {
    return centre.driver().variable(of.get("Channel"), name);
  }
}
