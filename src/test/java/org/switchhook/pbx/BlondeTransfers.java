package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** Attended transfers whose target has not answered yet. */
final class BlondeTransfers {
  private final CallCentre centre;
  private final Driver driver;

  BlondeTransfers(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("blonde", this::blonde);
    all.put("blonde_refer", this::blondeRefer);
    all.put("blonde_refer_noanswer", this::blondeReferNoanswer);
    all.put("blonde_refused", this::blondeRefused);
    all.put("blonde_recall", this::blondeRecall);
    all.put("blonde_recall_noanswer", this::blondeRecallNoanswer);
    all.put("blonde_queue", this::blondeQueue);
    return all;
  }

  /** The agent hangs up while the colleague's phone rings, who answers then. */
  private void blonde() {
    Message connect = centre.connected();
    consult(connect, "1002");
    centre.phone("1002").await("CALL_INCOMING");
    centre.pass(1_000);
    centre.phone("1001").hangup();
    driver.await("AttendedTransfer");
    centre.pass(500);
    centre.phone("1002").accept();
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** The agent joins the two calls while the colleague's phone rings, who answers then. */
  private void blondeRefer() {
    Message connect = centre.connected();
    Message consultation = centre.consult("1001", "1002");
    centre.phone("1002").await("CALL_INCOMING");
    centre.pass(1_000);
    centre.join(connect.get("DestChannel"), consultation.get("Channel"), "1002");
    driver.await("AttendedTransfer");
    centre.pass(500);
    centre.phone("1002").accept();
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** The same, and nobody answers. */
  private void blondeReferNoanswer() {
    Message connect = centre.connected();
    Message consultation = centre.consult("1001", "1002");
    centre.phone("1002").await("CALL_INCOMING");
    centre.pass(1_000);
    centre.join(connect.get("DestChannel"), consultation.get("Channel"), "1002");
    driver.await("AttendedTransfer");
    driver.awaitDialEnd("1002");
  }

  /** The colleague rejects whom the agent left: Asterisk calls the agent back. */
  private void blondeRefused() {
    Message connect = centre.connected();
    consult(connect, "1002");
    centre.phone("1002").await("CALL_INCOMING");
    centre.pass(1_000);
    centre.phone("1001").hangup();
    driver.await("AttendedTransfer");
    centre.phone("1001").forget();
    centre.phone("1002").hangup();
    centre.phone("1001").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** Nobody answers where the agent left the caller to: Asterisk calls the agent back. */
  private void blondeRecall() {
    Message connect = centre.connected();
    consult(connect, "1002");
    centre.phone("1002").await("CALL_INCOMING");
    centre.pass(1_000);
    centre.phone("1001").hangup();
    driver.await("AttendedTransfer");
    centre.phone("1001").forget();
    centre.phone("1001").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** The agent does not answer then either. */
  private void blondeRecallNoanswer() {
    Message connect = centre.connected();
    consult(connect, "1002");
    centre.phone("1002").await("CALL_INCOMING");
    centre.answerAfter("1001", 60_000);
    centre.pass(1_000);
    centre.phone("1001").hangup();
    driver.await("AttendedTransfer");
    driver.awaitIdle();
  }

  /** The agent hangs up while waiting in another queue, and the caller waits on there. */
  private void blondeQueue() {
    Message connect = centre.connected();
    driver.forget();
    consult(connect, "7001");
    driver.await("AgentCalled");
    centre.pass(1_000);
    centre.phone("1001").hangup();
    driver.await("AttendedTransfer");
    centre.pass(500);
    centre.phone("1003").accept();
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  private void consult(Message connect, String extension) {
    driver.attendedTransfer(connect.get("DestChannel"), "phones", extension);
  }
}
