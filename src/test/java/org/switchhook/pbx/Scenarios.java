package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What each golden transcript shows, played in a real contact centre. */
public final class Scenarios {
  private final CallCentre centre;
  private final Map<String, Runnable> byName = new LinkedHashMap<>();

  public Scenarios(CallCentre centre) {
    this.centre = centre;
    byName.putAll(new QueueCalls(centre).all());
    byName.putAll(new QueueExits(centre).all());
    byName.putAll(new Agents(centre).all());
    byName.putAll(new Members(centre).all());
    byName.putAll(new Holds(centre).all());
    byName.putAll(new Transfers(centre).all());
    byName.putAll(new OutboundTransfers(centre).all());
    byName.putAll(new Consultations(centre).all());
    byName.putAll(new BlondeTransfers(centre).all());
    byName.putAll(new DirectCalls(centre).all());
    byName.putAll(new Ivrs(centre).all());
    byName.putAll(new Originations(centre).all());
    byName.putAll(new Facilities(centre).all());
    byName.putAll(new Dispositions(centre).all());
    byName.putAll(new Outages(centre).all());
    byName.put("morning", this::morning);
  }

  public Set<String> names() {
    return byName.keySet();
  }

  /** Plays a scenario from its quiet beginning to its quiet end. */
  public void play(String name) {
    Runnable scenario = byName.get(name);
    if (scenario == null) {
      throw new IllegalArgumentException("no scenario " + name + ", only " + names());
    }
    centre.forget();
    try {
      scenario.run();
      centre.driver().awaitIdle();
    } finally {
      centre.clear();
    }
  }

  /** Half a minute for the demo: missed and answered, held, lunch, given up, gone. */
  private void morning() {
    centre.login("PJSIP/1001", "sales", "Ana Agent", "PJSIP/1001");
    centre.pass(1_000);
    centre.call("7000");
    centre.driver().await("AgentRingNoAnswer");
    centre.answerAfter("1001", 1_500);
    centre.driver().await("AgentConnect");
    centre.pass(4_000);
    centre.phone("1001").hangup();
    centre.driver().await("AgentComplete");
    centre.driver().awaitIdle();
    centre.pass(1_500);
    centre.driver().forget();
    centre.call("7000");
    centre.driver().await("AgentConnect");
    centre.pass(2_000);
    centre.phone("1001").hold();
    centre.driver().await("Hold");
    centre.pass(3_000);
    centre.phone("1001").resume();
    centre.driver().await("Unhold");
    centre.pass(2_000);
    centre.trunk().hangup();
    centre.driver().await("AgentComplete");
    centre.driver().awaitIdle();
    centre.pass(1_000);
    centre.driver().pause("1001", "Lunch");
    centre.pass(1_000);
    centre.call("7000");
    centre.driver().await("QueueCallerJoin");
    centre.pass(4_000);
    centre.trunk().hangup();
    centre.driver().await("QueueCallerAbandon");
    centre.driver().awaitIdle();
    centre.pass(1_500);
    centre.driver().unpause("1001");
    centre.pass(1_500);
  }
}
