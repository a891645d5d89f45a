package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** Calls past the queues: from outside, between the phones, out to the world. */
final class DirectCalls {
  private final CallCentre centre;
  private final Driver driver;

  DirectCalls(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("outbound", this::outbound);
    all.put("outbound_busy", this::outboundBusy);
    all.put("direct", this::direct);
    all.put("direct_noanswer", this::directNoanswer);
    all.put("direct_reject", this::directReject);
    all.put("direct_busy", this::directBusy);
    all.put("direct_unreachable", this::directUnreachable);
    all.put("direct_cancelled", this::directCancelled);
    all.put("direct_failover", this::directFailover);
    all.put("direct_limit", this::directLimit);
    all.put("internal", this::internal);
    all.put("internal_noanswer", this::internalNoanswer);
    all.put("internal_reject", this::internalReject);
    all.put("internal_queue", this::internalQueue);
    all.put("outbound_cancelled", this::outboundCancelled);
    all.put("outbound_callee", this::outboundCallee);
    return all;
  }

  private void outbound() {
    centre.answerAfter("trunk", 800);
    centre.phone("1001").dial("9034911222333");
    driver.await("DialEnd");
    centre.pass(2_000);
    centre.phone("1001").hangup();
  }

  private void outboundBusy() {
    centre.phone("1001").dial("9034911222333");
    centre.trunk().await("CALL_INCOMING");
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.await("DialEnd");
  }

  /** From outside to an agent's own number, past the queues. */
  private void direct() {
    centre.answerAfter("1002", 600);
    centre.call("1002");
    driver.await("DialEnd");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  private void directNoanswer() {
    centre.call("1002");
    driver.await("DialEnd");
  }

  private void directReject() {
    centre.call("1002");
    centre.phone("1002").await("CALL_INCOMING");
    centre.pass(500);
    centre.phone("1002").hangup();
    driver.await("DialEnd");
  }

  /** 1003 has one line, and somebody else is on it. */
  private void directBusy() {
    centre.answerAfter("1003", 300);
    centre.call("1003");
    driver.await("DialEnd");
    centre.pass(1_000);
    centre.call("1003");
    driver.await("busy", m -> m.is("DialEnd") && m.get("DialStatus").equals("BUSY"));
    centre.pass(1_000);
    centre.phone("1003").hangup();
  }

  /** No phone is there at all. */
  private void directUnreachable() {
    centre.call("1004");
    centre.trunk().await("CALL_CLOSED");
  }

  /** The caller gives up while the phone rings. */
  private void directCancelled() {
    centre.call("1002");
    centre.phone("1002").await("CALL_INCOMING");
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.await("DialEnd");
  }

  /** One phone does not answer, another one does. */
  private void directFailover() {
    centre.answerAfter("1002", 500);
    centre.call("7042");
    driver.awaitDialEnd("1002");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** The dialplan allows three seconds. */
  private void directLimit() {
    centre.answerAfter("1002", 500);
    centre.call("7045");
    driver.awaitDialEnd("1002");
    driver.awaitIdle();
  }

  private void internal() {
    centre.answerAfter("1001", 500);
    centre.phone("1002").dial("1001");
    driver.await("DialEnd");
    centre.pass(1_500);
    centre.phone("1002").hangup();
  }

  private void internalNoanswer() {
    centre.phone("1002").dial("1001");
    driver.await("DialEnd");
  }

  private void internalReject() {
    centre.phone("1002").dial("1001");
    centre.phone("1001").await("CALL_INCOMING");
    centre.pass(500);
    centre.phone("1001").hangup();
    driver.await("DialEnd");
  }

  /** An agent calls a queue. */
  private void internalQueue() {
    centre.login("1001", "sales");
    centre.answerAfter("1001", 500);
    centre.phone("1002").dial("7000");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.phone("1002").hangup();
    driver.await("AgentComplete");
  }

  /** The agent gives up while the other side rings. */
  private void outboundCancelled() {
    centre.phone("1001").dial("9034911222333");
    centre.trunk().await("CALL_INCOMING");
    centre.pass(1_500);
    centre.phone("1001").hangup();
    driver.await("DialEnd");
  }

  /** The other side hangs up. */
  private void outboundCallee() {
    centre.answerAfter("trunk", 800);
    centre.phone("1001").dial("9034911222333");
    driver.await("DialEnd");
    centre.pass(1_500);
    centre.trunk().hangup();
  }
}
