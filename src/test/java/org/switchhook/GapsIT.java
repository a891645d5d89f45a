package org.switchhook;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.outbox.Await;
import org.switchhook.telephony.signal.Uniqueid;

/**
 * A bridge hears nothing for a while, under load; what happened meanwhile is told later. {@code
 * -Dgaps.longer=10} makes the outages so many times as long where their length is not given, {@code
 * -Dgaps.rate=50} has so many calls a second while MariaDB is away.
 */
class GapsIT {

  private static final int LONGER = Integer.getInteger("gaps.longer", 1);
  private static final int RATE = Integer.getInteger("gaps.rate", 20);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  /** Five seconds are asked of a machine with nothing else to do; what it took is printed. */
  private static final Duration SOON = Duration.ofSeconds(15);

  private static RushHour rush;
  private BridgeProcess bridge;

  @BeforeAll
  static void premises() throws Exception {
    rush = new RushHour();
  }

  @AfterAll
  static void leave() throws IOException {
    rush.close();
  }

  @BeforeEach
  void open() {
    rush.open();
    bridge = rush.connectedBridge();
  }

  @AfterEach
  void closeUp() {
    rush.closeUp();
  }

  @Test
  void theBridgeIsKilledAndStartsTenSecondsLater() {
    come(320, 20);
    rush.awaitJoined(60);
    bridge.kill();
    rush.awaitJoined(260);
    bridge = rush.bridge();

    Posted gap = rush.await("bridge.gap", bridge.startedAt());
    assertThat(gap.json().path("cause").asText()).isEqualTo("bridge_down");
    Duration told = Duration.between(bridge.startedAt(), gap.at());
    System.out.printf("killed: the gap is told %d ms after the start%n", told.toMillis());
    assertThat(told).isLessThan(SOON);
    rush.await("bridge.recovered", bridge.startedAt());
    rush.judge();
  }

  @Test
  void theConnectionIsABlackHole() {
    come(220, 10);
    rush.awaitJoined(30);
    Instant stalled = Instant.now();
    rush.cable().stall();
    bridge.awaitSaid("pbx1 (127.0.0.1:" + rush.cable().port() + ")");
    Duration noticed = Duration.between(stalled, Instant.now());
    Instant repaired = Instant.now();
    rush.cable().repair();
    bridge.awaitSaid("pbx1: connected", 2);
    Duration back = Duration.between(repaired, Instant.now());
    System.out.printf(
        "black hole: noticed after %d ms, back %d ms after the repair%n",
        noticed.toMillis(), back.toMillis());

    Posted gap = rush.await("bridge.gap", stalled);
    assertThat(gap.json().path("cause").asText()).isEqualTo("silence");
    rush.await("bridge.recovered", repaired);
    rush.judge();
    assertThat(noticed).isLessThanOrEqualTo(Duration.ofSeconds(15));
    assertThat(back).isLessThanOrEqualTo(SOON);
  }

  @Test
  void mariaDbIsAwayAndTheBridgeIsKilledMeanwhile() {
    come(200 + 110 * LONGER, RATE); // Some of them never come to a queue.
    rush.awaitJoined(40);
    rush.premises().mariaDb().kill();
    rush.awaitJoined(40 + 50 * LONGER);
    bridge.kill();
    bridge = rush.connectedBridge();
    rush.awaitJoined(100 + 100 * LONGER);
    rush.premises().mariaDb().start();

    rush.judge();
  }

  @Test
  void theProcessStandsStillForFiveSeconds() {
    come(200, 20);
    rush.awaitJoined(60);
    bridge.suspend();
    rush.awaitJoined(160);
    Instant resumed = Instant.now();
    bridge.resume();

    Await.until("the open calls are those of the PBX", TEN_SECONDS, () -> isNoGhostOf(resumed));
    rush.judge();
  }

  @Test
  void asteriskRestartsWithCallsUp() {
    rush.come(Callers.waiting("7100", 20, 600), 20);
    rush.come(Callers.waiting("7500", 20, 600), 20);
    Await.until("all are told", TEN_SECONDS, () -> rush.openCalls().size() == 40);
    rush.premises().pbx().restart();
    rush.driver().loginAgain();
    bridge.awaitSaid("pbx1: connected", 2);

    Await.until("no ghost", TEN_SECONDS, () -> rush.openCalls().isEmpty());
    rush.judge();
  }

  /** Whatever was open before is up, or its end is told. */
  private static boolean isNoGhostOf(Instant before) {
    return begunBefore(before, rush.callsUp()).equals(begunBefore(before, rush.openCalls()));
  }

  private static Set<String> begunBefore(Instant time, Set<String> calls) {
    return calls.stream()
        .filter(call -> Uniqueid.createdAt(call).orElseThrow().isBefore(time))
        .collect(toSet());
  }

  private static void come(int calls, int perSecond) {
    rush.come(Callers.mixed(calls, new Random(calls)), perSecond);
  }
}
