package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.pbx.CallCentre;
import org.switchhook.pbx.Message;

/** MariaDB, Asterisk and the bridge itself go and come back, and every event arrives. */
class OutagesIT {

  private static final String ANSWERED = Stories.of(Stories.OF_CALLS, "answered");

  private static Premises premises;
  private static Inbox inbox;
  private CallCentre centre;

  @BeforeAll
  static void open() throws Exception {
    premises = Premises.open();
    inbox = premises.inbox();
  }

  @AfterAll
  static void close() throws IOException {
    try {
      premises.assertNoSecretIsTold();
    } finally {
      premises.close();
    }
  }

  @BeforeEach
  void people() {
    centre = new CallCentre(premises.pbx());
  }

  @AfterEach
  void endOfWork() {
    inbox.release();
    centre.clear();
    centre.close();
    premises.awaitDelivered();
    premises.endBridges();
    inbox.forget();
  }

  @Test
  void mariaDbGoesDuringACallAndComesBack() {
    BridgeProcess bridge = premises.bridge();
    bridge.awaitConnected();
    String call = ringing();
    premises.mariaDb().stop();
    answerAndHangUp();
    bridge.awaitSaid("is away; signals wait on disk");
    premises.mariaDb().start();

    assertArrives(call, ANSWERED);
    assertThat(bridge.said("is away; signals wait on disk")).hasSize(1);
  }

  @Test
  void theBridgeIsKilledBetweenTwoDeliveries() {
    BridgeProcess bridge = premises.bridge("[delivery]", "requests = 1");
    bridge.awaitConnected();
    inbox.hold(posted -> posted.event().equals("call.allocated"));
    String call = answered();
    String id = inbox.await(Premises.ALL, call, "call.allocated").id();
    premises.awaitTold(call, "call.closed");
    bridge.kill();
    inbox.release();
    assertThat(inbox.story(Premises.ALL, call)).hasSize(3); // and five are left behind the third
    premises.bridge();

    assertArrives(call, ANSWERED);
    premises.awaitDelivered(); // The repeat may be the last of all to come.
    assertThat(inbox.at(Premises.ALL)).filteredOn(posted -> posted.id().equals(id)).hasSize(2);
  }

  /** Killed while nothing is said of the call: what is said meanwhile would be missing. */
  @Test
  void aCallGoesOnAfterAKillAndAfterAStop() {
    BridgeProcess killed = premises.bridge();
    killed.awaitConnected();
    centre.call("7000");
    String call = centre.driver().await("QueueCallerJoin").get("Uniqueid");
    inbox.await(Premises.ALL, call, "call.queued");
    killed.kill();
    BridgeProcess stopped = premises.bridge();
    stopped.awaitConnected();
    centre.login("1001", "sales");
    centre.answerAfter("1001", 300);
    centre.driver().await("AgentConnect");
    inbox.await(Premises.ALL, call, "call.accepted");
    stopped.stop();
    premises.bridge().awaitConnected();
    centre.trunk().hangup();

    assertArrives(call, ANSWERED);
  }

  @Test
  void theBridgeStartsBeforeAsteriskAndMariaDb() {
    centre.close();
    premises.pbx().stop();
    premises.mariaDb().stop();
    BridgeProcess bridge = premises.bridge();
    bridge.awaitSaid("pbx1 (127.0.0.1:" + premises.pbx().amiPort() + ")");
    bridge.awaitSaid("is away; signals wait on disk");
    premises.pbx().boot();
    bridge.awaitConnected();
    premises.mariaDb().start();
    people();

    assertArrives(answered(), ANSWERED);
    assertThat(bridge.said("trying again")).filteredOn(line -> line.contains("ami-")).hasSize(1);
    assertThat(bridge.said("is away; signals wait on disk")).hasSize(1);
  }

  @Test
  void asteriskRestartsDuringACall() {
    BridgeProcess bridge = premises.bridge();
    bridge.awaitConnected();
    String cut = ringing();
    centre.answerAfter("1001", 0);
    centre.phone("1001").accept();
    inbox.await(Premises.ALL, cut, "call.accepted");
    premises.pbx().restart();
    centre.close();
    people();
    bridge.awaitSaid("pbx1: connected", 2);

    assertArrives(cut, ANSWERED.replace("ended(caller)", "ended(system)"));
    assertArrives(answered(), ANSWERED);
  }

  @Test
  void aStopTellsAndDeliversTheRest() {
    BridgeProcess bridge = premises.bridge();
    bridge.awaitConnected();
    centre.login("1002", "small");
    // Until the gap before is told, all is held back, and a stop leaves that to the next bridge.
    inbox.await("a login", posted -> posted.event().equals("agent.logged_in"));
    String call = answered();
    Duration took = bridge.stop();

    assertThat(took).isLessThan(Duration.ofSeconds(10));
    assertArrives(call, ANSWERED);
    assertThat(inbox.at(Premises.ALL))
        .anySatisfy(posted -> assertThat(posted.event()).isEqualTo("bridge.stopping"));
  }

  @Test
  void aStopDoesNotWaitForAReceiverThatHangs() {
    BridgeProcess bridge = premises.bridge();
    bridge.awaitConnected();
    inbox.hold(posted -> true);
    String call = answered();
    inbox.await(Premises.ALL, call, "call.received");
    premises.awaitTold(call, "call.closed");
    Duration took = bridge.stop();
    inbox.release();
    premises.bridge();

    assertThat(took).isLessThan(Duration.ofSeconds(10));
    assertThat(bridge.said("deliveries in flight were cut off")).hasSize(1);
    assertArrives(call, ANSWERED);
    inbox.await("the stop", posted -> posted.event().equals("bridge.stopping"));
  }

  @Test
  void aStopDoesNotWaitForAMariaDbThatIsAway() {
    BridgeProcess bridge = premises.bridge();
    bridge.awaitConnected();
    premises.mariaDb().stop();
    String call = answered();
    Duration took = bridge.stop();
    premises.mariaDb().start();
    premises.bridge();

    assertThat(took).isLessThan(Duration.ofSeconds(10));
    assertArrives(call, ANSWERED);
  }

  /** A call whose caller waits and hears an agent's phone ring. */
  private String ringing() {
    centre.login("1001", "sales");
    centre.call("7000");
    centre.phone("1001").await("CALL_INCOMING");
    return centre.driver().await("QueueCallerJoin").get("Uniqueid");
  }

  private void answerAndHangUp() {
    centre.phone("1001").accept();
    Message connect = centre.driver().await("AgentConnect");
    assertThat(connect.get("Queue")).isEqualTo("sales");
    centre.trunk().hangup();
    centre.driver().await("AgentComplete");
  }

  private String answered() {
    String call = ringing();
    answerAndHangUp();
    return call;
  }

  private static void assertArrives(String call, String story) {
    inbox.await(Premises.ALL, call, "call.closed");
    int events = story.split(" ").length;
    inbox.await("all of " + call, posted -> inbox.story(Premises.ALL, call).size() == events);
    List<Posted> arrived = inbox.wholeStory(Premises.ALL, call);
    assertThat(Stories.words("call.", arrived.stream().map(Posted::body).toList()))
        .isEqualTo(story);
  }
}
