package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** Agents come, pause, work in a pool, and go. */
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
    all.put("pause_midcall", this::pauseMidcall);
    all.put("logout_midcall", this::logoutMidcall);
    all.put("wrapup", this::wrapup);
    all.put("pool", this::pool);
    all.put("queue_pauses", this::queuePauses);
    all.put("pool_two", this::poolTwo);
    all.put("pool_blind", this::poolBlind);
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

  /** The agent goes to lunch after this call, and says so during it. */
  private void pauseMidcall() {
    centre.connected();
    driver.pause("1001", "Lunch");
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.await("AgentComplete");
    centre.pass(500);
    driver.unpause("1001");
  }

  /** The agent leaves the queue and talks on. */
  private void logoutMidcall() {
    centre.connected();
    driver.queueRemove("sales", "1001");
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.awaitIdle();
  }

  /** Two seconds of wrap-up after the call, in which the next caller waits. */
  private void wrapup() {
    centre.login("1001", "wrapping");
    centre.answerAfter("1001", 300);
    centre.call("7019");
    driver.await("AgentConnect");
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.await("AgentComplete");
    driver.forget();
    centre.call("7019");
    driver.await("AgentConnect");
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.await("AgentComplete");
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

  /** A manager transfers the pool's call to 1002. */
  private void poolBlind() {
    String phone = loginToPool();
    centre.answerAfter("1002", 500);
    centre.call("7002");
    driver.await("AgentConnect");
    centre.pass(1_000);
    driver.blindTransfer(phone, "phones", "1002");
    driver.await("BlindTransfer");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("end of the call", m -> m.is("Hangup") && m.get("Channel").contains("trunk"));
    centre.pass(500);
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

  /** The channel of the session. */
  private String loginToPool() {
    centre.answerAfter("1001", 300);
    driver.originate("PJSIP/1001", "agentlogin", "2001", "");
    Message login = driver.await("AgentLogin");
    driver.await(
        "the queue knows that the agent is free",
        m ->
            m.is("QueueMemberStatus")
                && m.get("Queue").equals("pool")
                && m.get("Status").equals("1"));
    return login.get("Channel");
  }

  private void poolCall() {
    centre.call("7002");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }
}
