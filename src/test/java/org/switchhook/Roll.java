package org.switchhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.switchhook.pbx.Driver;
import org.switchhook.pbx.Message;

/** Which agents are in which queues, and paused there: as Asterisk lists it, and as it is told. */
final class Roll {

  /** By interface and queue, whether the agent is paused there. */
  private final Map<String, Map<String, Boolean>> agents = new TreeMap<>();

  private Roll() {}

  /** As Asterisk lists it now; without the agents of a pool, who log in by app_agent_pool. */
  static Roll listed(Driver driver) {
    Roll roll = new Roll();
    for (Message member : driver.list("QueueStatus")) {
      String agent = member.get("StateInterface");
      if (member.is("QueueMember") && !agent.startsWith("Agent:")) {
        roll.queues(agent).put(member.get("Queue"), member.get("Paused").equals("1"));
      }
    }
    return roll;
  }

  /** This one, and what was told since then of who came, went and paused. */
  Roll told(Collection<Posted> posts) {
    Roll roll = new Roll();
    agents.forEach((agent, queues) -> roll.queues(agent).putAll(queues));
    posts.stream()
        .filter(posted -> posted.event().startsWith("agent."))
        .sorted(Comparator.comparing(Posted::sequence))
        .forEach(posted -> roll.tell(posted.event(), posted.json()));
    return roll;
  }

  private void tell(String event, JsonNode json) {
    Map<String, Boolean> queues = queues(json.path("agent").path("interface").asText());
    List<String> named = new ArrayList<>();
    json.path("queues").forEach(queue -> named.add(queue.asText()));
    switch (event) {
      case "agent.logged_in", "agent.queues_changed" -> {
        queues.keySet().retainAll(named);
        named.forEach(queue -> queues.putIfAbsent(queue, false));
      }
      case "agent.logged_out" -> queues.clear();
      case "agent.paused" -> named.forEach(queue -> queues.put(queue, true));
      case "agent.unpaused" -> named.forEach(queue -> queues.put(queue, false));
      default -> throw new AssertionError(event);
    }
  }

  private Map<String, Boolean> queues(String agent) {
    return agents.computeIfAbsent(agent, name -> new TreeMap<>());
  }

  /** A line for each membership, in a fixed order: two rolls with the same lines are the same. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    agents.forEach(
        (agent, queues) ->
            queues.forEach(
                (queue, paused) -> lines.add(agent + " " + queue + (paused ? " paused" : ""))));
    return lines;
  }
}
