package org.switchhook.pbx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls that a manager originates. */
final class Originations {
  private final CallCentre centre;
  private final Driver driver;

  Originations(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("clicktocall", this::clicktocall);
    all.put("clicktocall_number", this::clicktocallNumber);
    all.put("clicktocall_internal", this::clicktocallInternal);
    all.put("clicktocall_rejected", this::clicktocallRejected);
    all.put("clicktocall_local", this::clicktocallLocal);
    all.put("originate_app", this::originateApp);
    all.put("originate_busy", this::originateBusy);
    all.put("originate_noanswer", this::originateNoanswer);
    all.put("originate_unreachable", this::originateUnreachable);
    all.put("dialler", this::dialler);
    all.put("dialler_noanswer", this::diallerNoanswer);
    all.put("clicktocall_queue", this::clicktocallQueue);
    return all;
  }

  /** The agent's phone first, then the world. */
  private void clicktocall() {
    centre.answerAfter("1001", 500);
    centre.answerAfter("trunk", 500);
    driver.originate("PJSIP/1001", "phones", "9034911222333", "Ana Agent <1001>");
    driver.awaitDialEnd("trunk");
    centre.pass(1_500);
    centre.phone("1001").hangup();
  }

  /** The agent's phone shows whom it will call. */
  private void clicktocallNumber() {
    centre.answerAfter("1001", 500);
    centre.answerAfter("trunk", 500);
    driver.originate("PJSIP/1001", "phones", "9034911222333", "Laura <034911222333>");
    driver.awaitDialEnd("trunk");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  private void clicktocallInternal() {
    centre.answerAfter("1001", 500);
    centre.answerAfter("1002", 500);
    driver.originate("PJSIP/1001", "phones", "1002", "Ana Agent <1001>");
    driver.awaitDialEnd("1002");
    centre.pass(1_500);
    centre.phone("1001").hangup();
  }

  /** The other side rejects. */
  private void clicktocallRejected() {
    centre.answerAfter("1001", 500);
    driver.originate("PJSIP/1001", "phones", "9034911222333", "Ana Agent <1001>");
    centre.trunk().await("CALL_INCOMING");
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.awaitDialEnd("trunk");
  }

  /** Through a Local channel, as click-to-call often is. */
  private void clicktocallLocal() {
    centre.answerAfter("1001", 500);
    centre.answerAfter("trunk", 500);
    driver.originate("Local/1001@phones/n", "phones", "9034911222333", "Ana Agent <1001>");
    driver.awaitDialEnd("trunk");
    centre.pass(1_500);
    centre.phone("1001").hangup();
  }

  /** An application talks to the agent. */
  private void originateApp() {
    centre.answerAfter("1001", 500);
    originate("PJSIP/1001", "Application", "Wait", "Data", "2");
    driver.await("OriginateResponse");
    driver.awaitIdle();
  }

  /** The agent rejects. */
  private void originateBusy() {
    driver.originate("PJSIP/1001", "phones", "9034911222333", "Ana Agent <1001>");
    centre.phone("1001").await("CALL_INCOMING");
    centre.pass(500);
    centre.phone("1001").hangup();
    driver.await("OriginateResponse");
  }

  /** The agent does not answer. */
  private void originateNoanswer() {
    originate("PJSIP/1001", "Context", "phones", "Exten", "9034911222333", "Priority", "1");
    driver.await("OriginateResponse");
  }

  /** No phone is there. */
  private void originateUnreachable() {
    driver.originate("PJSIP/1004", "phones", "9034911222333", "Dora Agent <1004>");
    driver.await("OriginateResponse");
  }

  /** A dialler calls the world, and whoever answers waits for an agent. */
  private void dialler() {
    centre.login("1001", "sales");
    centre.answerAfter("1001", 500);
    centre.answerAfter("trunk", 500);
    driver.originate("PJSIP/trunk", "inbound", "7000", "Survey <034900100200>");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** The same, and nobody answers. */
  private void diallerNoanswer() {
    originate("PJSIP/trunk", "Context", "inbound", "Exten", "7000", "Priority", "1");
    driver.await("OriginateResponse");
  }

  /** The agent's phone first, then a queue: an agent waits in line for a colleague. */
  private void clicktocallQueue() {
    centre.answerAfter("1001", 500);
    centre.answerAfter("1003", 500);
    driver.originate("PJSIP/1001", "phones", "7001", "Ana Agent <1001>");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.phone("1001").hangup();
    driver.await("AgentComplete");
  }

  /** Gives up after three seconds. */
  private void originate(String channel, String... where) {
    List<String> headers = new ArrayList<>(List.of("Channel", channel, "Timeout", "3000"));
    headers.addAll(List.of("CallerID", "Somebody <5550>", "Async", "true"));
    headers.addAll(List.of(where));
    driver.send("Originate", headers.toArray(String[]::new));
  }
}
