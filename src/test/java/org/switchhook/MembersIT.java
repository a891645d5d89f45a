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
import org.switchhook.outbox.Await;
import org.switchhook.pbx.CallCentre;
import org.switchhook.pbx.Driver;

/** Whoever changes the members of queues, and however: what is told adds up to QueueStatus. */
class MembersIT {

  private static final Duration TWENTY_SECONDS = Duration.ofSeconds(20);
  private static final String AGENT = "PJSIP/3001";

  private static Premises premises;
  private static CallCentre centre;
  private static Driver driver;
  private BridgeProcess bridge;
  private Roll before;

  @BeforeAll
  static void open() throws Exception {
    premises = Premises.open();
    centre = new CallCentre(premises.pbx());
    driver = centre.driver();
  }

  @AfterAll
  static void close() throws IOException {
    centre.close();
    premises.close();
  }

  @BeforeEach
  void start() {
    before = Roll.listed(driver);
    bridge = premises.bridge();
    bridge.awaitConnected();
  }

  @AfterEach
  void stop() {
    centre.clear();
    reload("");
    List.of("north", "south", "west").forEach(queue -> driver.queueRemove(queue, "3001"));
    premises.endBridges();
    premises.inbox().forget();
  }

  @Test
  void byAmi() {
    add("north");
    add("south");
    assertToldAsListed("north", "south");
    driver.pause("3001", "Lunch", "south");
    assertToldAsListed("north", "south paused");
    driver.pause("3001", "Lunch");
    driver.unpause("3001", "south");
    assertToldAsListed("north paused", "south");
    driver.queueRemove("north", "3001");
    assertToldAsListed("south");
    driver.queueRemove("south", "3001");
    assertToldAsListed();
  }

  @Test
  void byTheConsole() {
    cli(
        "queue add member PJSIP/3001 to north penalty 0 as \"Agent 3001\" state_interface PJSIP/3001");
    cli(
        "queue add member PJSIP/3001 to west penalty 0 as \"Agent 3001\" state_interface PJSIP/3001");
    cli("queue pause member PJSIP/3001 queue west reason Lunch");
    assertToldAsListed("north", "west paused");
    cli("queue unpause member PJSIP/3001");
    cli("queue remove member PJSIP/3001 from north");
    assertToldAsListed("west");
    cli("queue remove member PJSIP/3001 from west");
    assertToldAsListed();
  }

  @Test
  void byTheDialplan() {
    centre.call("*7100");
    awaitListed("north");
    centre.call("*7102");
    awaitListed("north paused");
    assertToldAsListed("north paused");
    centre.call("*7103");
    awaitListed("north");
    assertToldAsListed("north");
    centre.call("*7101");
    awaitListed();
    assertToldAsListed();
  }

  @Test
  void byQueuesConf() {
    reload("member => PJSIP/3001,0,Agent 3001\n");
    awaitListed("north");
    assertToldAsListed("north");
    reload("");
    awaitListed();
    assertToldAsListed();
  }

  @Test
  void whileTheBridgeIsAway() {
    add("north");
    add("south");
    driver.pause("3001", "Lunch", "south");
    assertToldAsListed("north", "south paused");
    bridge.kill();
    driver.queueRemove("north", "3001");
    driver.unpause("3001");
    add("west");
    driver.pause("3001", "Lunch", "west");
    bridge = premises.bridge();
    bridge.awaitConnected();
    assertToldAsListed("south", "west paused");
    bridge.kill();
    driver.queueRemove("south", "3001");
    driver.queueRemove("west", "3001");
    bridge = premises.bridge();
    assertToldAsListed();
  }

  private static void add(String queue) {
    driver.queueAdd(queue, "3001", "Agent 3001");
  }

  /** Gives the queue north this line of members, or none. */
  private static void reload(String member) {
    premises
        .pbx()
        .edit(
            "queues_crowd.conf",
            text ->
                text.replaceAll("member => .*\n", "")
                    .replace("[north](q-tmpl)\n", "[north](q-tmpl)\n" + member));
    cli("queue reload all");
  }

  private static void cli(String command) {
    premises.pbx().cli(command);
  }

  /** The agent's memberships, as Asterisk lists them. */
  private static void awaitListed(String... memberships) {
    List<String> lines = lines(memberships);
    Await.until(lines.toString(), TWENTY_SECONDS, () -> agents(Roll.listed(driver)).equals(lines));
  }

  /** The agent's memberships, listed and told; and those of all others, told as listed. */
  private void assertToldAsListed(String... memberships) {
    Roll listed = Roll.listed(driver);
    assertThat(agents(listed)).isEqualTo(lines(memberships));
    try {
      Await.until("told as listed", TWENTY_SECONDS, () -> told().equals(listed.lines()));
    } catch (AssertionError late) {
      assertThat(told()).as("told").isEqualTo(listed.lines());
    }
  }

  private List<String> told() {
    return before.told(premises.inbox().at(Premises.ALL)).lines();
  }

  private static List<String> agents(Roll roll) {
    return roll.lines().stream().filter(line -> line.startsWith(AGENT + " ")).toList();
  }

  private static List<String> lines(String... memberships) {
    return List.of(memberships).stream().map(membership -> AGENT + " " + membership).toList();
  }
}
