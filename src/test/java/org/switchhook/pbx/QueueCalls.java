package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** Calls that an agent of a queue answers, or is asked to. */
final class QueueCalls {
  private final CallCentre centre;
  private final Driver driver;

  QueueCalls(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("answered", this::answered);
    all.put("campaign", this::campaign);
    all.put("rna", this::rna);
    all.put("reject", this::reject);
    all.put("abandon_ringing", this::abandonRinging);
    all.put("autopause", this::autopause);
    all.put("ringall", this::ringall);
    all.put("weird_name", this::weirdName);
    all.put("anonymous", this::anonymous);
    all.put("priority", this::priority);
    all.put("two_at_once", this::twoAtOnce);
    all.put("two_waiting", this::twoWaiting);
    all.put("hangup_by_manager", this::hangupByManager);
    return all;
  }

  /** One agent, who answers after a second and talks for two. */
  private void answered() {
    centre.login("1001", "sales");
    centre.answerAfter("1001", 1_000);
    centre.call("7000");
    driver.await("AgentConnect");
    centre.pass(2_000);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** The dialplan names the campaign and attaches data. */
  private void campaign() {
    centre.login("1001", "sales");
    centre.answerAfter("1001", 500);
    centre.call("7020");
    driver.await("AgentConnect");
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** Nobody answers for one ring attempt, then the agent does. */
  private void rna() {
    centre.login("1001", "sales");
    centre.call("7000");
    driver.await("AgentRingNoAnswer");
    centre.answerAfter("1001", 500);
    driver.await("AgentConnect");
    centre.pass(1_000);
    centre.phone("1001").hangup();
    driver.await("AgentComplete");
  }

  /** The agent rejects the call, and the caller gives up. */
  private void reject() {
    centre.login("1001", "sales");
    centre.call("7000");
    centre.phone("1001").await("CALL_INCOMING");
    centre.pass(300);
    centre.phone("1001").hangup();
    driver.await("AgentRingNoAnswer");
    centre.trunk().hangup();
    driver.await("QueueCallerAbandon");
  }

  /** The caller gives up while an agent's phone rings. */
  private void abandonRinging() {
    centre.login("1001", "sales");
    centre.call("7000");
    driver.await("AgentCalled");
    centre.pass(700);
    centre.trunk().hangup();
    driver.await("QueueCallerAbandon");
  }

  /** The queue pauses the agent who did not answer. */
  private void autopause() {
    centre.login("1001", "pausers");
    centre.login("1002", "pausers");
    centre.answerAfter("1002", 1_000);
    centre.call("7003");
    driver.await("AgentConnect");
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.await("AgentComplete");
    driver.unpause("1001");
  }

  /** Two phones ring at once, one answers. */
  private void ringall() {
    centre.login("1001", "everyone");
    centre.login("1002", "everyone");
    centre.answerAfter("1002", 1_200);
    centre.call("7004");
    driver.await("AgentConnect");
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** A caller whose name has quotes, braces, percent signs, umlauts and a header in it. */
  private void weirdName() {
    centre.login("1001", "sales");
    centre.answerAfter("1001", 300);
    String name = "Zoë \\\"x\\\"} {event}%0d%0aX-Evil: 1 <b>";
    driver.originate("Local/hold@caller", "inbound", "7000", '"' + name + "\" <00541155>");
    driver.await("AgentConnect");
    centre.pass(1_000);
    centre.phone("1001").hangup();
  }

  /** A caller without a number and a name. */
  private void anonymous() {
    centre.login("1001", "sales");
    centre.answerAfter("1001", 300);
    driver.originate("Local/hold@caller", "inbound", "7000", "");
    driver.await("AgentConnect");
    centre.pass(1_000);
    centre.phone("1001").hangup();
  }

  /** A caller of priority 10 comes before one who came first. */
  private void priority() {
    centre.call("7000");
    String first = driver.await("QueueCallerJoin").get("Channel");
    driver.forget();
    centre.call("7024");
    String second = driver.await("QueueCallerJoin").get("Channel");
    centre.answerAfter("1001", 500);
    centre.login("1001", "sales");
    driver.await("the second", m -> m.is("AgentConnect") && m.get("Channel").equals(second));
    centre.pass(1_000);
    centre.select(second).hangup();
    driver.await("the first", m -> m.is("AgentConnect") && m.get("Channel").equals(first));
    centre.pass(1_000);
    centre.select(first).hangup();
  }

  /**
   * Two callers, two agents, at the same time; one call is ended by its caller, one by its agent.
   */
  private void twoAtOnce() {
    centre.login("1001", "sales");
    centre.login("1002", "sales");
    centre.answerAfter("1001", 400);
    centre.answerAfter("1002", 700);
    centre.call("7000");
    String first = driver.await("QueueCallerJoin").get("Channel");
    driver.forget();
    centre.call("7000");
    driver.await("QueueCallerJoin");
    driver.await("AgentConnect", m -> m.is("AgentConnect") && !m.get("Channel").equals(first));
    centre.pass(1_500);
    centre.select(first).hangup();
    driver.await("AgentComplete");
    centre.pass(500);
    centre.phone("1001").hangup();
    centre.phone("1002").hangup();
  }

  /** Two callers wait for one agent, who takes them one after the other. */
  private void twoWaiting() {
    centre.call("7000");
    String first = driver.await("QueueCallerJoin").get("Channel");
    driver.forget();
    centre.call("7000");
    String second = driver.await("QueueCallerJoin").get("Channel");
    centre.answerAfter("1001", 500);
    centre.login("1001", "sales");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.select(first).hangup();
    driver.await("the second", m -> m.is("AgentConnect") && m.get("Channel").equals(second));
    centre.pass(1_500);
    centre.select(second).hangup();
  }

  /** Somebody ends the call by the manager interface. */
  private void hangupByManager() {
    Message connect = centre.connected();
    driver.hangup(connect.get("Channel"));
    driver.await("AgentComplete");
  }
}
