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
    all.put("local_n", this::localN);
    all.put("local_n_noanswer", this::localNNoanswer);
    all.put("local_plain", this::localPlain);
    all.put("freepbx_member", this::freepbxMember);
    all.put("freepbx_blind", this::freepbxBlind);
    all.put("freepbx_attended", this::freepbxAttended);
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
    driver
        .await(
            "the last queue left",
            m -> m.is("QueueMemberRemoved") && m.get("Queue").equals("sales"));
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

  /** A member whose phone the queue reaches through a Local channel that stays. */
  private void localN() {
    centre.login("Local/1001@members/n", "remote", "Ana Agent", "PJSIP/1001");
    answeredIn("7005");
  }

  /** The same, and nobody answers. */
  private void localNNoanswer() {
    centre.login("Local/1001@members/n", "remote", "Ana Agent", "PJSIP/1001");
    centre.call("7005");
    driver.await("AgentRingNoAnswer");
    centre.pass(300);
    centre.trunk().hangup();
    driver.await("QueueCallerAbandon");
  }

  /** A member whose phone the queue reaches through a Local channel that goes away. */
  private void localPlain() {
    centre.login("Local/1001@members", "remote", "Ana Agent", "PJSIP/1001");
    answeredIn("7005");
  }

  /** A member as FreePBX makes them. */
  private void freepbxMember() {
    loginFreepbx();
    answeredIn("7005");
  }

  /** The same, and the agent transfers by REFER. */
  private void freepbxBlind() {
    loginFreepbx();
    centre.answerAfter("1001", 500);
    centre.answerAfter("1002", 500);
    centre.call("7005");
    driver.await("AgentConnect");
    centre.pass(1_000);
    centre.phone("1001").transfer("1002");
    driver.awaitDialEnd("1002");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** The same, and the agent asks first, with a second call. */
  private void freepbxAttended() {
    loginFreepbx();
    centre.answerAfter("1001", 500);
    centre.answerAfter("1002", 500);
    centre.call("7005");
    driver.await("AgentConnect");
    String first = driver.awaitDial("1001").get("DestChannel");
    centre.pass(1_000);
    centre.phone("1001").hold();
    driver.await("Hold");
    centre.phone("1001").dial("1002");
    String second = driver.awaitDial("1002").get("Channel");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_000);
    String replaced = centre.replaces(second);
    centre.select(first).transfer("1002", replaced);
    driver.await("AttendedTransfer");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  private void loginFreepbx() {
    centre.login("Local/1001@from-queue/n", "remote", "Ana Agent", "hint:1001@ext-local");
  }

  private void answeredIn(String did) {
    centre.answerAfter("1001", 700);
    centre.call(did);
    driver.await("AgentConnect");
    centre.pass(2_000);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  private void loginToPool() {
    centre.answerAfter("1001", 300);
    driver.originate("PJSIP/1001", "agentlogin", "2001", "");
    driver.await("AgentLogin");
    driver.await(
        "the queue knows that the agent is free",
        m -> m.is("QueueMemberStatus") && m.get("Queue").equals("pool") && m.get("Status").equals("1"));
  }

  private void poolCall() {
    centre.call("7002");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }
}
