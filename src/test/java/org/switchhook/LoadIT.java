package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.Crowd;
import org.switchhook.pbx.Driver;
import org.switchhook.pbx.Pbx;

/**
 * Two hundred calls in forty seconds: what a receiver was told is what Asterisk wrote into
 * queue_log.
 */
class LoadIT {

  private static final int CALLS = 200;
  private static final int A_SECOND = 5;
  private static final long SEED = 5;
  private static final Duration LAST_DELIVERY = Duration.ofSeconds(20);

  /** What has to have happened at least once for the test to have seen it. */
  private static final List<String> OUTCOMES =
      List.of(
          "abandoned",
          "connected",
          "ended by agent",
          "ended by caller",
          "joined",
          "rang in vain",
          "rang until the caller went",
          "timeout");

  @Test
  void whatWasToldIsWhatAsteriskWrote() throws Exception {
    try (Premises premises = Premises.open();
        Crowd crowd = new Crowd(premises.pbx());
        Driver driver = new Driver(premises.pbx())) {
      Callers.agentsJoin(driver);
      BridgeProcess bridge = premises.bridge();
      bridge.awaitConnected();
      Footprint before = bridge.footprint();

      crowd.call(Callers.mixed(CALLS, new Random(SEED)), A_SECOND);
      driver.awaitIdle();
      Inbox inbox = premises.inbox();
      Await.until("each call is closed", LAST_DELIVERY, () -> closed(inbox) >= CALLS);
      Footprint after = bridge.footprint();
      bridge.awaitCompared(queueCalls(inbox));
      bridge.stop(); // whatever there is to deliver has been delivered then
      System.out.println("load: " + CALLS + " calls, " + after.since(before, CALLS));
      judge(premises.pbx(), inbox);
    }
  }

  private static long closed(Inbox inbox) {
    return inbox.at(Premises.ALL).stream().filter(p -> p.event().equals("call.closed")).count();
  }

  /** Of a call that never came to a queue Asterisk may have recorded nothing. */
  private static int queueCalls(Inbox inbox) {
    return Math.toIntExact(
        inbox.at(Premises.ALL).stream().filter(p -> p.event().equals("call.queued")).count());
  }

  private static void judge(Pbx pbx, Inbox inbox) {
    Ledger ledger = Ledger.of(pbx, inbox, Instant.EPOCH);
    ledger.assertNothingLostNothingTwice();
    assertThat(ledger.calls()).isEqualTo(CALLS);
    assertThat(ledger.mix()).as("the mix").containsExactlyElementsOf(OUTCOMES);
    List<Posted> posts = inbox.at(Premises.ALL);
    assertThat(posts.stream().map(Posted::id)).as("sent twice").doesNotHaveDuplicates();
    assertThat(posts.stream().map(p -> p.json().path("reason").asText()).distinct())
        .containsExactlyInAnyOrder("", "caller_hangup", "timeout");
    assertThat(posts.stream().map(p -> p.json().path("outcome").asText()))
        .contains("no_answer", "rejected", "unavailable", "caller_abandoned", "answered_elsewhere");
  }
}
