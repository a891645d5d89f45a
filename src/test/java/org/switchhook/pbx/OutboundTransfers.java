package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** Calls to the world that are transferred by who made them. */
final class OutboundTransfers {
  private final CallCentre centre;
  private final Driver driver;

  OutboundTransfers(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("outbound_blind", this::outboundBlind);
    all.put("outbound_attended", this::outboundAttended);
    all.put("outbound_attended_refer", this::outboundAttendedRefer);
    all.put("outbound_blind_queue", this::outboundBlindQueue);
    return all;
  }

  /** 1001 called out, and gives the call to 1002. */
  private void outboundBlind() {
    calledOut();
    centre.answerAfter("1002", 500);
    centre.phone("1001").transfer("1002");
    driver.awaitDialEnd("1002");
    centre.pass(1_500);
    centre.phone("1002").hangup();
  }

  /** The same with *2, the number, and a word with the colleague. */
  private void outboundAttended() {
    calledOut();
    centre.answerAfter("1002", 500);
    centre.press("1001", "*21002");
    driver.awaitDialEnd("1002");
    centre.pass(1_500);
    centre.phone("1001").hangup();
    driver.await("AttendedTransfer");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** The same with a second call of the phone, and REFER with Replaces. */
  private void outboundAttendedRefer() {
    String first = calledOut().get("Channel");
    centre.answerAfter("1002", 500);
    String second = centre.consult("1001", "1002").get("Channel");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.join(first, second, "1002");
    driver.await("AttendedTransfer");
    centre.pass(1_500);
    centre.phone("1002").hangup();
  }

  /** 1001 called out, and transfers who answered to a queue. */
  private void outboundBlindQueue() {
    calledOut();
    centre.answerAfter("1003", 500);
    centre.phone("1001").transfer("7001");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  private Message calledOut() {
    centre.answerAfter("trunk", 500);
    centre.phone("1001").dial("9034911222333");
    Message answered = driver.awaitDialEnd("trunk");
    centre.pass(1_000);
    return answered;
  }
}
