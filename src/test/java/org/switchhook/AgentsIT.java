package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.CallCentre;

/** Who stands in the table {@code agents}, by plain SQL, is who the events speak of. */
class AgentsIT {

  private static final String FINISHED = "/finished";
  private static final Duration IN_FORCE = Duration.ofSeconds(2);

  private static Premises premises;
  private static Inbox inbox;
  private static CallCentre centre;

  @BeforeAll
  static void open() throws Exception {
    premises = Premises.open();
    inbox = premises.inbox();
    centre = new CallCentre(premises.pbx());
    sql(
        "UPDATE webhooks SET url = '%s' WHERE event = 'FinishInteraction'"
            .formatted(inbox.url(FINISHED)));
  }

  @AfterAll
  static void close() throws IOException {
    try {
      premises.assertNoSecretIsTold();
    } finally {
      centre.close();
      premises.close();
    }
  }

  @AfterEach
  void endOfWork() {
    centre.clear();
    premises.endBridges();
    inbox.forget();
    sql("DELETE FROM agents");
  }

  private static void sql(String statement) {
    premises.jdbi().useHandle(handle -> handle.execute(statement));
  }

  /** Runs a statement and waits for no longer than it may take until the bridge goes by it. */
  private static void edit(BridgeProcess bridge, String statement) {
    int before = bridge.said("agents read").size();
    sql(statement);
    Await.until(statement, IN_FORCE, () -> bridge.said("agents read").size() > before);
  }

  private static BridgeProcess bridge() {
    BridgeProcess bridge = premises.bridge();
    bridge.awaitConnected();
    bridge.awaitSaid("agents read");
    return bridge;
  }

  /** A caller in sales, and the phone of 1001 rings. */
  private static String ringing() {
    centre.forget();
    centre.login("1001", "sales");
    centre.call("7000");
    centre.phone("1001").await("CALL_INCOMING");
    return centre.driver().await("QueueCallerJoin").get("Uniqueid");
  }

  private static void answerAndHangUp() {
    centre.phone("1001").accept();
    centre.driver().await("AgentConnect");
    centre.trunk().hangup();
    centre.driver().await("AgentComplete");
  }

  private static JsonNode told(String call, String type) {
    return inbox.await(Premises.ALL, call, type).json();
  }

  private static void assertShown(
      JsonNode agent, String username, String number, String fullName, String iface) {
    assertThat(agent.path("username").asText()).isEqualTo(username);
    assertThat(agent.path("number").asText()).isEqualTo(number);
    assertThat(agent.path("fullName").asText()).isEqualTo(fullName);
    assertThat(agent.path("interface").asText()).isEqualTo(iface);
  }

  @Test
  void anEditIsInForceInTheNextEventOfACallUnderWay() {
    BridgeProcess bridge = bridge();
    String call = ringing();
    assertShown(
        told(call, "call.allocated").path("agent"),
        "Agent 1001",
        "1001",
        "Agent 1001",
        "PJSIP/1001");
    edit(
        bridge,
        "INSERT INTO agents (interface, username, number, full_name)"
            + " VALUES ('PJSIP/1001', 'ana', '501', 'Ana Suárez')");
    centre.phone("1001").accept();
    assertShown(
        told(call, "call.accepted").path("agent"), "ana", "501", "Ana Suárez", "PJSIP/1001");
    edit(bridge, "UPDATE agents SET username = 'asuarez', full_name = ''");
    centre.trunk().hangup();
    JsonNode ended = told(call, "call.ended");
    assertShown(ended.path("agent"), "asuarez", "501", "Agent 1001", "PJSIP/1001");
    assertThat(ended.path("segments").path(0).path("agent")).isEqualTo(ended.path("agent"));
    assertThat(finished(call).path("agent").asText()).isEqualTo("asuarez");
  }

  private static JsonNode finished(String call) {
    return inbox
        .await(
            "FinishInteraction of " + call,
            posted ->
                posted.path().equals(FINISHED) && posted.json().path("guid").asText().equals(call))
        .json();
  }

  @Test
  void whoIsInNoQueueIsAnAgentByTheTableAlone() {
    BridgeProcess bridge = bridge();
    edit(bridge, "INSERT INTO agents (interface, username) VALUES ('PJSIP/1002', 'bea')");
    centre.forget();
    centre.answerAfter("trunk", 300);
    centre.phone("1002").dial("9034911222333");
    String call = centre.driver().await("DialBegin").get("Uniqueid");
    JsonNode received = told(call, "call.received");
    assertShown(received.path("agent"), "bea", "1002", "bea", "PJSIP/1002");
    assertThat(received.has("extension")).isFalse();
    told(call, "call.accepted");
    centre.phone("1002").hangup();
    assertThat(told(call, "call.ended").path("segments").path(0).path("agent"))
        .isEqualTo(received.path("agent"));
    assertThat(inbox.agentStory(Premises.ALL, "PJSIP/1002")).isEmpty();
  }

  @Test
  void aMemberAsFreePbxHasThemIsAtThatPhone() {
    BridgeProcess bridge = bridge();
    edit(bridge, "INSERT INTO agents (interface, username) VALUES ('PJSIP/1002', 'bea')");
    centre.forget();
    String member = "Local/1002@inbound/n";
    centre
        .driver()
        .send(
            "QueueAdd",
            "Queue",
            "support",
            "Interface",
            member,
            "MemberName",
            "Bea",
            "StateInterface",
            "hint:1002@inbound");
    centre.phone("1002").dial("9034911222333");
    String call = centre.driver().await("DialBegin").get("Uniqueid");
    centre.driver().send("QueueRemove", "Queue", "support", "Interface", member);
    assertShown(
        told(call, "call.received").path("agent"), "bea", "1002", "Bea", "hint:1002@inbound");
  }

  @Test
  void aStartWithoutMariaDbGoesByTheRowsThatWereReadLast() {
    sql("INSERT INTO agents (interface, username) VALUES ('PJSIP/1001', 'ana')");
    bridge().stop();
    premises.mariaDb().stop();
    BridgeProcess bridge = premises.bridge();
    bridge.awaitSaid("cannot follow the table agents");
    bridge.awaitConnected();
    String call = ringing();
    answerAndHangUp();
    premises.mariaDb().start();
    for (String type : new String[] {"call.allocated", "call.accepted", "call.ended"}) {
      assertShown(told(call, type).path("agent"), "ana", "1001", "Agent 1001", "PJSIP/1001");
    }
  }
}
