package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** Members whose phones a queue reaches in other ways than directly, or not at all. */
final class Members {
  private final CallCentre centre;
  private final Driver driver;

  Members(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("local_n", this::localN);
    all.put("local_n_noanswer", this::localNNoanswer);
    all.put("local_plain", this::localPlain);
    all.put("freepbx_member", this::freepbxMember);
    all.put("freepbx_blind", this::freepbxBlind);
    all.put("freepbx_attended", this::freepbxAttended);
    all.put("member_busy", this::memberBusy);
    all.put("member_in_use", this::memberInUse);
    all.put("member_unreachable", this::memberUnreachable);
    return all;
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
    String second = centre.consult("1001", "1002").get("Channel");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_000);
    centre.join(first, second, "1002");
    driver.await("AttendedTransfer");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** The member's phone is busy with a call of its own and says so. */
  private void memberBusy() {
    talking1003();
    centre.login("1003", "insistent");
    centre.call("7018");
    Message join = driver.await("QueueCallerJoin");
    driver.await("AgentRingNoAnswer");
    centre.pass(500);
    centre.select(join.get("Channel")).hangup();
    driver.await("QueueCallerAbandon");
    centre.phone("1003").hangup();
  }

  /** The member's phone is in a call, so the queue does not ring it. */
  private void memberInUse() {
    talking1003();
    centre.login("1003", "sales");
    centre.call("7000");
    Message join = driver.await("QueueCallerJoin");
    centre.pass(2_000);
    centre.select(join.get("Channel")).hangup();
    driver.await("QueueCallerAbandon");
    centre.phone("1003").hangup();
  }

  /** The member's phone is not there: not even a queue that rings busy phones tries it. */
  private void memberUnreachable() {
    centre.login("1004", "insistent");
    centre.call("7018");
    driver.await("QueueCallerJoin");
    centre.pass(3_000);
    centre.trunk().hangup();
    driver.await("QueueCallerAbandon");
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

  /** 1003 has one line, and talks on it to somebody who called directly. */
  private void talking1003() {
    centre.answerAfter("1003", 300);
    centre.call("1003");
    driver.awaitDialEnd("1003");
    centre.pass(500);
  }
}
