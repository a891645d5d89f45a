package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** Attended transfers: the agent asks a colleague first, or begins to. */
final class Consultations {
  private final CallCentre centre;
  private final Driver driver;

  Consultations(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("attended", this::attended);
    all.put("attended_keys", this::attendedKeys);
    all.put("attended_refer", this::attendedRefer);
    all.put("attended_back", this::attendedBack);
    all.put("attended_cancelled", this::attendedCancelled);
    all.put("attended_refused", this::attendedRefused);
    all.put("attended_target_leaves", this::attendedTargetLeaves);
    all.put("attended_caller_leaves", this::attendedCallerLeaves);
    all.put("attended_threeway", this::attendedThreeway);
    all.put("attended_trunk", this::attendedTrunk);
    all.put("attended_queue", this::attendedQueue);
    all.put("attended_refer_back", this::attendedReferBack);
    return all;
  }

  private void attended() {
    Message connect = centre.connected();
    centre.answerAfter("1002", 500);
    consult(connect, "1002");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.phone("1001").hangup();
    driver.await("AttendedTransfer");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** As an agent does it: *2, the number, talk, hang up. */
  private void attendedKeys() {
    centre.connected();
    centre.answerAfter("1002", 500);
    centre.press("1001", "*21002");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.phone("1001").hangup();
    driver.await("AttendedTransfer");
    centre.pass(1_500);
    centre.phone("1002").hangup();
  }

  /** Hold, a second call of the same phone, and REFER with Replaces joins the two. */
  private void attendedRefer() {
    Message connect = centre.connected();
    centre.answerAfter("1002", 500);
    Message consultation = centre.consult("1001", "1002");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.join(connect.get("DestChannel"), consultation.get("Channel"), "1002");
    driver.await("AttendedTransfer");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** Hold, a second call, which the agent ends to take the first one back. */
  private void attendedReferBack() {
    Message connect = centre.connected();
    centre.answerAfter("1002", 500);
    Message consultation = centre.consult("1001", "1002");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.select(consultation.get("Channel")).hangup();
    driver.await("end of the consultation", m -> m.is("Hangup"));
    centre.select(connect.get("DestChannel")).resume();
    driver.await("Unhold");
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** The colleague does not answer, and the agent is with the caller again. */
  private void attendedBack() {
    Message connect = centre.connected();
    consult(connect, "1002");
    driver.awaitDialEnd("1002");
    centre.pass(2_000);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** The colleague answers, and the agent presses *1 to go back to the caller. */
  private void attendedCancelled() {
    centre.connected();
    centre.answerAfter("1002", 500);
    centre.press("1001", "*21002");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.press("1001", "*1");
    centre.phone("1002").await("CALL_CLOSED");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** The colleague rejects, and the agent is with the caller again. */
  private void attendedRefused() {
    Message connect = centre.connected();
    consult(connect, "1002");
    centre.phone("1002").await("CALL_INCOMING");
    centre.pass(500);
    centre.phone("1002").hangup();
    driver.awaitDialEnd("1002");
    centre.pass(2_000);
    centre.phone("1001").hangup();
    driver.await("AgentComplete");
  }

  /** The colleague hangs up, and the agent is with the caller again. */
  private void attendedTargetLeaves() {
    Message connect = centre.connected();
    centre.answerAfter("1002", 500);
    consult(connect, "1002");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.phone("1002").hangup();
    centre.phone("1002").await("CALL_CLOSED");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** The caller gives up while agent and colleague talk. */
  private void attendedCallerLeaves() {
    Message connect = centre.connected();
    centre.answerAfter("1002", 500);
    consult(connect, "1002");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_000);
    centre.trunk().hangup();
    centre.trunk().await("CALL_CLOSED");
    centre.pass(1_000);
    centre.phone("1001").hangup();
  }

  /** The agent presses *3, and all three talk, until the agent leaves the two others alone. */
  private void attendedThreeway() {
    centre.connected();
    centre.answerAfter("1002", 500);
    centre.press("1001", "*21002");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_000);
    centre.press("1001", "*3");
    driver.await("AttendedTransfer");
    centre.pass(1_500);
    centre.phone("1001").hangup();
    centre.pass(1_000);
    centre.trunk().hangup();
  }

  /** Out to the world, asking there first. */
  private void attendedTrunk() {
    Message connect = centre.connected();
    centre.answerAfter("trunk", 500);
    consult(connect, "9034911222333");
    driver.awaitDialEnd("trunk");
    centre.pass(1_500);
    centre.phone("1001").hangup();
    driver.await("AttendedTransfer");
    centre.pass(1_500);
    centre.select(connect.get("Channel")).hangup();
  }

  /** To whoever answers in another queue. */
  private void attendedQueue() {
    Message connect = centre.connected();
    centre.answerAfter("1003", 500);
    driver.forget();
    consult(connect, "7001");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.phone("1001").hangup();
    driver.await("AttendedTransfer");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  private void consult(Message connect, String extension) {
    driver.attendedTransfer(connect.get("DestChannel"), "phones", extension);
  }
}
