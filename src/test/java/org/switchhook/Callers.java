package org.switchhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.switchhook.pbx.Crowd.Caller;
import org.switchhook.pbx.Driver;

/** Who calls the queues of a crowd, and which of its agents are in them. */
final class Callers {

  /** Some agents are in two queues. Who treats the phone how: {@code pjsip_crowd.conf}. */
  private static final Map<String, List<String>> MEMBERS =
      Map.of(
          "north", List.of("3001", "3002", "3005", "3008", "3010"),
          "south", List.of("3003", "3006", "3007", "3009"),
          "west", List.of("3004", "3005", "3008", "3009"));

  private static final List<String> DIALLED =
      List.of("7100", "7200", "7300", "7100", "7200", "7300", "7400");

  private Callers() {}

  /** The agents log in to their queues. */
  static void agentsJoin(Driver driver) {
    MEMBERS.forEach(
        (queue, agents) -> agents.forEach(a -> driver.queueAdd(queue, a, "Agent " + a)));
  }

  /** Whoever is still logged in logs out. */
  static void agentsLeave(Driver driver) {
    MEMBERS.forEach((queue, agents) -> agents.forEach(a -> driver.queueRemove(queue, a)));
  }

  /** Most want an agent, and have more or less patience. */
  static List<Caller> mixed(int calls, Random random) {
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      int patienceTenths = i % 4 == 0 ? 2 + random.nextInt(18) : 20 + random.nextInt(70);
      callers.add(new Caller(DIALLED.get(i % DIALLED.size()), patienceTenths));
    }
    return callers;
  }

  /** All want the same; 7500 is a queue that has no agents. */
  static List<Caller> waiting(String extension, int calls, int patienceTenths) {
    return IntStream.range(0, calls).mapToObj(i -> new Caller(extension, patienceTenths)).toList();
  }
}
