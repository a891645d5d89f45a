package org.switchhook;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.Cable;
import org.switchhook.pbx.Crowd;
import org.switchhook.pbx.Crowd.Caller;
import org.switchhook.pbx.Driver;

/**
 * Premises at their busiest: agents at their phones, callers in numbers, a bridge that may die, a
 * cable between it and the PBX that may go bad; and in the end a ledger that says what was lost.
 */
final class RushHour implements AutoCloseable {

  private static final Duration COMING = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration TOLD = Duration.ofSeconds(40);
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final Premises premises = Premises.open();
  private final Cable cable = new Cable(premises.pbx());
  private final Crowd crowd = new Crowd(premises.pbx());
  private final Driver driver = new Driver(premises.pbx());
  private Instant since = Instant.now();
  private Arrivals arrivals = new Arrivals(premises.pbx().queueLog(), since);
  private int expected;

  RushHour() throws Exception {
    premises.reachPbxAt(cable.port());
  }

  Premises premises() {
    return premises;
  }

  Cable cable() {
    return cable;
  }

  Driver driver() {
    return driver;
  }

  /** A bridge that hears the PBX through the cable; receivers that hang do not hold it up long. */
  BridgeProcess bridge() {
    return premises.bridge("[delivery]", "attempt_timeout = 2s");
  }

  /** The same, once it hears the PBX. */
  BridgeProcess connectedBridge() {
    BridgeProcess bridge = bridge();
    bridge.awaitConnected();
    return bridge;
  }

  /** The agents log in, and what was before counts no more. */
  void open() {
    driver.forget();
    // Nobody here waits for its events, and in half an hour they would fill the memory.
    driver.send("Events", "EventMask", "off");
    Callers.agentsJoin(driver);
    since = Instant.now();
    arrivals = new Arrivals(premises.pbx().queueLog(), since);
    expected = 0;
  }

  /** These begin to come, so many a second. */
  void come(List<Caller> callers, int perSecond) {
    expected += callers.size();
    crowd.begin(callers, perSecond);
  }

  /** Waits until so many have come to a queue. */
  void awaitJoined(int callers) {
    Duration atFiveASecond = Duration.ofMillis(200L * callers);
    Await.until(
        callers + " callers have come",
        COMING.plus(atFiveASecond),
        () -> arrivals.count() >= callers);
  }

  /** Waits for an event that was posted since {@code from}. */
  Posted await(String type, Instant from) {
    Await.until(type, SOON, () -> posts(type).anyMatch(posted -> !happened(posted).isBefore(from)));
    return posts(type).filter(posted -> !happened(posted).isBefore(from)).findFirst().orElseThrow();
  }

  /** What was told before may arrive once more. */
  private static Instant happened(Posted posted) {
    return Instant.parse(posted.json().path("time").asText());
  }

  private Stream<Posted> posts(String type) {
    return premises.inbox().at(Premises.ALL).stream()
        .filter(posted -> posted.event().equals(type) && posted.at().isAfter(since));
  }

  /** Calls that were received and have not ended, as they were told. */
  Set<String> openCalls() {
    Set<String> open = new HashSet<>();
    posts("call.received").forEach(posted -> open.add(posted.call()));
    posts("call.ended").forEach(posted -> open.remove(posted.call()));
    posts("call.abandoned").forEach(posted -> open.remove(posted.call()));
    return open;
  }

  /** Calls from outside that are up now. */
  Set<String> callsUp() {
    return driver.list("CoreShowChannels").stream()
        .filter(channel -> channel.get("Channel").startsWith("PJSIP/trunk-"))
        .map(channel -> channel.get("Uniqueid"))
        .collect(toSet());
  }

  /** Returns when the last caller has hung up, and all that was told of them has arrived. */
  void awaitEnd() {
    crowd.awaitEnd();
    driver.awaitIdle();
    long end = System.nanoTime() + TOLD.plusMillis(10L * expected).toNanos();
    while (!isToldSoon() && System.nanoTime() < end) {
      premises.hurryDeliveries();
    }
  }

  private boolean isToldSoon() {
    try {
      Await.until("all is told", AT_ONCE, this::isTold);
      return true;
    } catch (AssertionError notYet) {
      return false;
    }
  }

  private boolean isTold() {
    return posts("call.closed").map(Posted::id).distinct().count() >= expected
        && premises.isDelivered();
  }

  /** All of them have called, nothing of them is lost, nothing told twice. */
  Ledger judge() {
    awaitEnd();
    Ledger ledger = Ledger.of(premises.pbx(), premises.inbox(), since);
    System.out.printf(
        "rush hour: %d calls, %d of them with something recovered%n",
        ledger.calls(), ledger.recovered());
    ledger.assertNothingLostNothingTwice();
    assertThat(ledger.calls()).isEqualTo(expected);
    assertThat(premises.isDelivered()).as("all is delivered").isTrue();
    return ledger;
  }

  /** Nobody calls, no bridge runs, nothing is broken. */
  void closeUp() {
    cable.repair();
    premises.inbox().release();
    driver.hangup("/./");
    driver.awaitIdle();
    Callers.agentsLeave(driver);
    premises.endBridges();
  }

  @Override
  public void close() throws IOException {
    driver.close();
    crowd.close();
    cable.close();
    premises.close();
  }
}
