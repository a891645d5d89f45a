package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** Ways out of a queue without an agent. */
final class QueueExits {
  private final CallCentre centre;
  private final Driver driver;

  QueueExits(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("abandon", this::abandon);
    all.put("overflow", this::overflow);
    all.put("full", this::full);
    all.put("joinempty", this::joinempty);
    all.put("leaveempty", this::leaveempty);
    all.put("key", this::key);
    all.put("voicemail", this::voicemail);
    all.put("timeout_hangup", this::timeoutHangup);
    all.put("timeout_ringing", this::timeoutRinging);
    all.put("timeout_extension", this::timeoutExtension);
    all.put("withdrawn", this::withdrawn);
    all.put("withdrawn_queue", this::withdrawnQueue);
    all.put("withdraw", this::withdraw);
    all.put("redirected_midcall", this::redirectedMidcall);
    return all;
  }

  /** Nobody is there, and the caller gives up. */
  private void abandon() {
    centre.call("7000");
    driver.await("QueueCallerJoin");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("QueueCallerAbandon");
  }

  /** Four seconds in one queue, then another queue's agent answers. */
  private void overflow() {
    centre.answerAfter("1003", 700);
    centre.call("7010");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** There is place for one, and somebody waits already. */
  private void full() {
    centre.call("7011");
    String first = driver.await("QueueCallerJoin").get("Channel");
    centre.pass(500);
    centre.call("7011");
    awaitStatus("FULL");
    centre.pass(1_000);
    centre.select(first).hangup();
    driver.await("QueueCallerAbandon");
  }

  /** A queue in which nobody works lets nobody in. */
  private void joinempty() {
    centre.call("7012");
    awaitStatus("JOINEMPTY");
  }

  /** The last agent goes, and so does who waits. */
  private void leaveempty() {
    centre.login("1001", "lonely");
    centre.call("7013");
    driver.await("AgentCalled");
    centre.pass(500);
    driver.queueRemove("lonely", "1001");
    awaitStatus("LEAVEEMPTY");
  }

  /** The caller presses 1, which leads to 1002. */
  private void key() {
    centre.answerAfter("1002", 500);
    centre.call("7014");
    driver.await("QueueCallerJoin");
    centre.pass(1_000);
    centre.press("trunk", "1");
    driver.awaitDialEnd("1002");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** Three seconds, then the caller leaves a message. */
  private void voicemail() {
    centre.call("7015");
    driver.await("Record", m -> m.get("Application").equals("Record"));
    centre.pass(2_000);
    centre.trunk().hangup();
  }

  /** Three seconds, then the dialplan hangs up. */
  private void timeoutHangup() {
    centre.call("7016");
    awaitStatus("TIMEOUT");
  }

  /** The same while an agent's phone rings. */
  private void timeoutRinging() {
    centre.login("1001", "sales");
    centre.call("7016");
    awaitStatus("TIMEOUT");
  }

  /** Three seconds, then an extension. */
  private void timeoutExtension() {
    centre.answerAfter("1002", 500);
    centre.call("7017");
    awaitStatus("TIMEOUT");
    driver.awaitDialEnd("1002");
    centre.pass(1_500);
    centre.phone("1002").hangup();
  }

  /** A manager sends who waits to an extension. */
  private void withdrawn() {
    centre.answerAfter("1002", 500);
    centre.call("7000");
    Message join = driver.await("QueueCallerJoin");
    centre.pass(1_000);
    driver.redirect(join.get("Channel"), "inbound", "1002");
    driver.awaitDialEnd("1002");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** A manager sends who waits, an agent's phone ringing, to another queue. */
  private void withdrawnQueue() {
    centre.login("1001", "sales");
    centre.answerAfter("1003", 500);
    centre.call("7000");
    Message join = driver.await("QueueCallerJoin");
    driver.await("AgentCalled");
    centre.pass(1_000);
    driver.redirect(join.get("Channel"), "inbound", "7001");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** A manager takes out who waits; not before Asterisk 18. */
  private void withdraw() {
    centre.call("7000");
    Message join = driver.await("QueueCallerJoin");
    centre.pass(1_000);
    driver.send("QueueWithdrawCaller", "Queue", "sales", "Caller", join.get("Channel"));
    awaitStatus("WITHDRAW");
  }

  /** A manager sends a caller away from the agent with whom it talks. */
  private void redirectedMidcall() {
    Message connect = centre.connected();
    centre.answerAfter("1002", 500);
    driver.redirect(connect.get("Channel"), "inbound", "1002");
    driver.awaitDialEnd("1002");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  private void awaitStatus(String status) {
    driver.await(
        "QUEUESTATUS " + status,
        m -> m.get("Variable").equals("QUEUESTATUS") && m.get("Value").equals(status));
  }
}
