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
    byName.put("answered", this::answered);
    byName.put("campaign", this::campaign);
    byName.put("rna", this::rna);
    byName.put("reject", this::reject);
    byName.put("abandon", this::abandon);
    byName.put("abandon_ringing", this::abandonRinging);
    byName.put("overflow", this::overflow);
    byName.put("agentlife", this::agentlife);
    byName.put("pool", this::pool);
    byName.put("hold", this::hold);
    byName.put("outbound", this::outbound);
    byName.put("outbound_busy", this::outboundBusy);
    byName.put("direct", this::direct);
    byName.put("direct_noanswer", this::directNoanswer);
    byName.put("autopause", this::autopause);
    byName.put("ringall", this::ringall);
    byName.put("weird_name", this::weirdName);
    byName.put("morning", this::morning);
    byName.putAll(new Transfers(centre).all());
    byName.putAll(new Consultations(centre).all());
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
    scenario.run();
    centre.clear();
  }

  /** One agent, who answers after a second and talks for two. */
  private void answered() {
    centre.login("1001", "sales");
    centre.answerAfter("1001", 1_000);
    centre.call("7000");
    centre.driver().await("AgentConnect");
    centre.pass(2_000);
    centre.trunk().hangup();
    centre.driver().await("AgentComplete");
  }

  /** The dialplan names the campaign and attaches data. */
  private void campaign() {
    centre.login("1001", "sales");
    centre.answerAfter("1001", 500);
    centre.call("7020");
    centre.driver().await("AgentConnect");
    centre.pass(1_000);
    centre.trunk().hangup();
    centre.driver().await("AgentComplete");
  }

  /** Nobody answers for one ring attempt, then the agent does. */
  private void rna() {
    centre.login("1001", "sales");
    centre.call("7000");
    centre.driver().await("AgentRingNoAnswer");
    centre.answerAfter("1001", 500);
    centre.driver().await("AgentConnect");
    centre.pass(1_000);
    centre.phone("1001").hangup();
    centre.driver().await("AgentComplete");
  }

  /** The agent rejects the call, and the caller gives up. */
  private void reject() {
    centre.login("1001", "sales");
    centre.call("7000");
    centre.phone("1001").await("CALL_INCOMING");
    centre.pass(300);
    centre.phone("1001").hangup();
    centre.driver().await("AgentRingNoAnswer");
    centre.trunk().hangup();
    centre.driver().await("QueueCallerAbandon");
  }

  /** Nobody is there, and the caller gives up. */
  private void abandon() {
    centre.call("7000");
    centre.driver().await("QueueCallerJoin");
    centre.pass(1_500);
    centre.trunk().hangup();
    centre.driver().await("QueueCallerAbandon");
  }

  /** The caller gives up while an agent's phone rings. */
  private void abandonRinging() {
    centre.login("1001", "sales");
    centre.call("7000");
    centre.driver().await("AgentCalled");
    centre.pass(700);
    centre.trunk().hangup();
    centre.driver().await("QueueCallerAbandon");
  }

  /** Four seconds in one queue, then another queue's agent answers. */
  private void overflow() {
    centre.answerAfter("1003", 700);
    centre.call("7010");
    centre.driver().await("AgentConnect");
    centre.pass(1_500);
    centre.trunk().hangup();
    centre.driver().await("AgentComplete");
  }

  /** An agent comes, has lunch, works in a second queue, and goes. */
  private void agentlife() {
    centre.login("1001", "sales");
    centre.driver().pause("1001", "Lunch");
    centre.pass(300);
    centre.driver().unpause("1001");
    centre.login("1001", "support");
    centre.driver().pause("1001", "Training", "support");
    centre.driver().queueRemove("support", "1001");
    centre.driver().queueRemove("sales", "1001");
    centre
        .driver()
        .await(
            "the last queue left",
            m -> m.is("QueueMemberRemoved") && m.get("Queue").equals("sales"));
  }

  /** An agent of app_agent_pool, whose phone stays connected between the calls. */
  private void pool() {
    centre.answerAfter("1001", 300);
    centre.driver().originate("PJSIP/1001", "agentlogin", "2001", "");
    centre.driver().await("AgentLogin");
    centre.call("7002");
    centre.driver().await("AgentConnect");
    centre.pass(2_000);
    centre.trunk().hangup();
    centre.driver().await("AgentComplete");
    centre.pass(3_000); // wrapuptime of agents.conf, and some
    centre.phone("1001").hangup();
    centre.driver().await("AgentLogoff");
  }

  /** The agent puts the caller on hold for a second. */
  private void hold() {
    centre.connected();
    centre.phone("1001").hold();
    centre.driver().await("Hold");
    centre.pass(1_000);
    centre.phone("1001").resume();
    centre.driver().await("Unhold");
    centre.pass(500);
    centre.trunk().hangup();
    centre.driver().await("AgentComplete");
  }

  private void outbound() {
    centre.answerAfter("trunk", 800);
    centre.phone("1001").dial("9034911222333");
    centre.driver().await("DialEnd");
    centre.pass(2_000);
    centre.phone("1001").hangup();
  }

  private void outboundBusy() {
    centre.phone("1001").dial("9034911222333");
    centre.trunk().await("CALL_INCOMING");
    centre.pass(1_000);
    centre.trunk().hangup();
    centre.driver().await("DialEnd");
  }

  /** From outside to an agent's own number, past the queues. */
  private void direct() {
    centre.answerAfter("1002", 600);
    centre.call("1002");
    centre.driver().await("DialEnd");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  private void directNoanswer() {
    centre.call("1002");
    centre.driver().await("DialEnd");
  }

  /** The queue pauses the agent who did not answer. */
  private void autopause() {
    centre.login("1001", "pausers");
    centre.login("1002", "pausers");
    centre.answerAfter("1002", 1_000);
    centre.call("7003");
    centre.driver().await("AgentConnect");
    centre.pass(1_000);
    centre.trunk().hangup();
    centre.driver().await("AgentComplete");
    centre.driver().unpause("1001");
  }

  /** Two phones ring at once, one answers. */
  private void ringall() {
    centre.login("1001", "everyone");
    centre.login("1002", "everyone");
    centre.answerAfter("1002", 1_200);
    centre.call("7004");
    centre.driver().await("AgentConnect");
    centre.pass(1_000);
    centre.trunk().hangup();
    centre.driver().await("AgentComplete");
  }

  /** A caller whose name has quotes, braces, percent signs, umlauts and a header in it. */
  private void weirdName() {
    centre.login("1001", "sales");
    centre.answerAfter("1001", 300);
    String name = "Zoë \\\"x\\\"} {event}%0d%0aX-Evil: 1 <b>";
    centre.driver().originate("Local/hold@caller", "inbound", "7000", '"' + name + "\" <00541155>");
    centre.driver().await("AgentConnect");
    centre.pass(1_000);
    centre.phone("1001").hangup();
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
