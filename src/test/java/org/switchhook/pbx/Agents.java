package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** Agents come, pause, and work behind other channels than their phones. */
final class Agents {
  private final CallCentre centre;
  private final Driver driver;

  Agents(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("agentlife", this::agentlife);
    all.put("pool", this::pool);
    all.put("queue_pauses", this::queuePauses);
    all.put("pool_two", this::poolTwo);
    all.put("pool_agent_leaves", this::poolAgentLeaves);
    return all;
  }

  /** An agent comes, has lunch, works in a second queue, and goes. */
  private void agentlife() {
    centre.login("1001", "sales");
    driver.pause("1001", "Lunch");
    centre.pass(300);
    driver.unpause("1001");
    centre.login("1001", "support");
    driver.pause("1001", "Training", "support");
    driver.queueRemove("support", "1001");
    driver.queueRemove("sales", "1001");
    driver.await(
        "the last queue left", m -> m.is("QueueMemberRemoved") && m.get("Queue").equals("sales"));
  }

  /** An agent of app_agent_pool, whose phone stays connected between the calls. */
  private void pool() {
    loginToPool();
    poolCall();
    centre.pass(3_000); // wrapuptime of agents.conf, and some
    centre.phone("1001").hangup();
    driver.await("AgentLogoff");
  }

  /** Each queue has its own pause, with reasons that change. */
  private void queuePauses() {
    centre.login("1001", "sales");
    centre.login("1001", "support");
    driver.pause("1001", "Lunch", "sales");
    centre.pass(500);
    driver.pause("1001", "Training", "support");
    centre.pass(500);
    driver.pause("1001", "Meeting", "sales");
    centre.pass(500);
    driver.pause("1001", "Home");
    centre.pass(500);
    driver.unpause("1001", "sales");
    centre.pass(500);
    driver.unpause("1001");
    centre.pass(500);
  }

  /** One AgentLogin, two calls: the phone stays connected. */
  private void poolTwo() {
    loginToPool();
    poolCall();
    centre.pass(3_000); // wrapuptime of agents.conf, and some
    driver.forget();
    poolCall();
    centre.pass(3_000);
    centre.phone("1001").hangup();
    driver.await("AgentLogoff");
  }

  /** The pool's agent hangs up the phone, which ends the call and the session. */
  private void poolAgentLeaves() {
    loginToPool();
    centre.call("7002");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.phone("1001").hangup();
    driver.await("AgentLogoff");
  }

  private void loginToPool() {
    centre.answerAfter("1001", 300);
    driver.originate("PJSIP/1001", "agentlogin", "2001", "");
    driver.await("AgentLogin");
    driver.await(
        "the queue knows that the agent is free",
        m ->
            m.is("QueueMemberStatus")
                && m.get("Queue").equals("pool")
                && m.get("Status").equals("1"));
  }

  private void poolCall() {
    centre.call("7002");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }
}
