package org.switchhook;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.Crowd;
import org.switchhook.pbx.Crowd.Caller;
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

  /** Some agents are in two queues. Who treats the phone how: {@code pjsip_crowd.conf}. */
  private static final Map<String, List<String>> MEMBERS =
      Map.of(
          "north", List.of("3001", "3002", "3005", "3008", "3010"),
          "south", List.of("3003", "3006", "3007", "3009"),
          "west", List.of("3004", "3005", "3008", "3009"));

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
      MEMBERS.forEach(
          (queue, agents) -> agents.forEach(a -> driver.queueAdd(queue, a, "Agent " + a)));
      BridgeProcess bridge = premises.bridge();
      bridge.awaitConnected();
      Footprint before = bridge.footprint();

      crowd.call(callers(), A_SECOND);
      driver.awaitIdle();
      Inbox inbox = premises.inbox();
      Await.until("each call is closed", LAST_DELIVERY, () -> closed(inbox) >= CALLS);
      Footprint after = bridge.footprint();
      bridge.awaitCompared(queueCalls(inbox));
      bridge.stop(); // whatever there is to deliver has been delivered then
      System.out.println("load: " + CALLS + " calls, " + after.since(before, CALLS));
      judge(premises.pbx(), inbox.at(Premises.ALL));
    }
  }

  /** The same at each run; most calls want an agent, and have more or less patience. */
  private static List<Caller> callers() {
    Random random = new Random(SEED);
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      String queue = List.of("7100", "7200", "7300", "7100", "7200", "7300", "7400").get(i % 7);
      int patienceTenths = i % 4 == 0 ? 2 + random.nextInt(18) : 20 + random.nextInt(70);
      callers.add(new Caller(queue, patienceTenths));
    }
    return callers;
  }

  private static long closed(Inbox inbox) {
    return inbox.at(Premises.ALL).stream().filter(p -> p.event().equals("call.closed")).count();
  }

  /** Of a call that never came to a queue Asterisk may have recorded nothing. */
  private static int queueCalls(Inbox inbox) {
    return Math.toIntExact(
        inbox.at(Premises.ALL).stream().filter(p -> p.event().equals("call.queued")).count());
  }

  private static void judge(Pbx pbx, List<Posted> posts) throws Exception {
    assertThat(posts.stream().map(Posted::id)).as("told twice").doesNotHaveDuplicates();
    List<QueueFact> written = QueueFact.of(pbx.queueLog());
    List<QueueFact> told = QueueFact.of(posts);
    assertThat(minus(told, written)).as("told, and not in queue_log").isEmpty();
    assertThat(minus(written, told)).as("in queue_log, and not told").isEmpty();
    assertThat(told.stream().map(QueueFact::what).distinct().sorted().toList())
        .as("the mix")
        .isEqualTo(OUTCOMES);
    assertThat(posts.stream().map(p -> p.json().path("outcome").asText()))
        .contains("no_answer", "rejected", "unavailable", "caller_abandoned", "answered_elsewhere");
    Map<String, List<Posted>> stories =
        posts.stream()
            .filter(p -> p.event().startsWith("call."))
            .collect(groupingBy(p -> p.json().path("call").path("id").asText()));
    assertThat(stories).hasSize(CALLS);
    stories.forEach(LoadIT::judge);
  }

  private static void judge(String call, List<Posted> story) {
    assertThat(story.stream().map(Posted::sequence).sorted().toList())
        .as("sequences of " + call)
        .isEqualTo(LongStream.rangeClosed(1, story.size()).boxed().toList());
    List<String> events = story.stream().map(Posted::event).toList();
    int ends =
        Collections.frequency(events, "call.ended")
            + Collections.frequency(events, "call.abandoned");
    assertThat(ends).as("ends of " + call + ": " + events).isOne();
    assertThat(Collections.frequency(events, "call.closed")).as("closes of " + call).isOne();
  }

  /** One of each is taken away, so that a second one stays: then the counts are the same too. */
  private static List<QueueFact> minus(List<QueueFact> facts, List<QueueFact> others) {
    List<QueueFact> rest = new ArrayList<>(facts);
    others.forEach(rest::remove);
    return rest;
  }
}
