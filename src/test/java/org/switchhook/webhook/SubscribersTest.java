package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Event;

/** Who is found by the index is who is found by asking each row. */
class SubscribersTest {

  private static final List<String> ROWS =
      List.of(
          "AgentRingNoAnswer",
          "call.rejected, AgentRingNoAnswer",
          "AgentRingNoAnswer, call.*",
          "*",
          "agent.*, AgentBreak",
          "AgentBreak",
          "bridge.*",
          "bridge.heartbeat, *",
          "custom.*, custom.order",
          "custom.order",
          "Queued, QueueJoin",
          "Ended");

  private static final List<Event> EVENTS =
      List.of(
          Events.ringNoAnswer("c", 1),
          Events.rejected("c", 2, CallDetail.Outcome.REJECTED),
          Events.queued("c", 3),
          Events.ended("c", 4),
          Events.closed("c", 5),
          Events.paused(1, true),
          Events.paused(2, false),
          Events.unpaused(3),
          Events.loggedIn(4),
          Events.heartbeat(1),
          Events.stopping(2));

  private final List<Webhook> webhooks = webhooks();
  private final Subscribers subscribers = new Subscribers(webhooks);

  @Test
  void allWhoAskInTheOrderOfTheRows() {
    // Twice: what was found for one event must not be given for another.
    for (int round = 0; round < 2; round++) {
      for (Event event : EVENTS) {
        assertThat(subscribers.of(event)).as(event.type().wireName()).isEqualTo(oneByOne(event));
      }
    }
  }

  @Test
  void twoEventsOfOneTypeMayHaveOtherWebhooks() {
    Map<String, Integer> counts = new TreeMap<>();
    counts.put("no answer", subscribers.of(EVENTS.get(0)).size());
    counts.put("rejected", subscribers.of(EVENTS.get(1)).size());
    assertThat(counts).containsEntry("no answer", 5).containsEntry("rejected", 4);
  }

  private List<Subscribers.Match> oneByOne(Event event) {
    List<Subscribers.Match> matches = new ArrayList<>();
    for (Webhook webhook : webhooks) {
      webhook.match(event).ifPresent(name -> matches.add(new Subscribers.Match(webhook, name)));
    }
    return matches;
  }

  private static List<Webhook> webhooks() {
    List<Webhook> webhooks = new ArrayList<>();
    for (String events : ROWS) {
      webhooks.add(
          Webhook.of(
              new WebhookRow(
                  webhooks.size(),
                  0,
                  "",
                  events,
                  "http://h",
                  true,
                  "",
                  "",
                  false,
                  WebhookRow.Wish.ANY,
                  ""),
              Credentials.NONE,
              (wsdl, action, version) -> {
                throw new AssertionError(wsdl);
              }));
    }
    return webhooks;
  }
}
