package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** Calls that the dialplan answers itself. */
final class Ivrs {
  private final CallCentre centre;
  private final Driver driver;

  Ivrs(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("ivr_only", this::ivrOnly);
    all.put("ivr_caller_hangs_up", this::ivrCallerHangsUp);
    all.put("ivr_queue", this::ivrQueue);
    all.put("ivr_extension", this::ivrExtension);
    all.put("ivr_busy", this::ivrBusy);
    all.put("ivr_congestion", this::ivrCongestion);
    return all;
  }

  /** It beeps, asks for a digit, gets one, and hangs up. */
  private void ivrOnly() {
    centre.call("7030");
    driver.await("Read", m -> m.get("Application").equals("Read"));
    centre.pass(1_000);
    centre.press("trunk", "2");
    driver.awaitIdle();
  }

  private void ivrCallerHangsUp() {
    centre.call("7031");
    driver.await("Wait", m -> m.get("Application").equals("Wait"));
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** The caller presses 2, which leads to a queue. */
  private void ivrQueue() {
    centre.login("1001", "sales");
    centre.answerAfter("1001", 500);
    centre.call("7032");
    driver.await("Read", m -> m.get("Application").equals("Read"));
    centre.pass(1_000);
    centre.press("trunk", "2");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** The caller presses 3, which leads to an extension. */
  private void ivrExtension() {
    centre.answerAfter("1002", 500);
    centre.call("7032");
    driver.await("Read", m -> m.get("Application").equals("Read"));
    centre.pass(1_000);
    centre.press("trunk", "3");
    driver.awaitDialEnd("1002");
    centre.pass(1_500);
    centre.phone("1002").hangup();
  }

  /** The dialplan says busy. */
  private void ivrBusy() {
    centre.call("7033");
    centre.trunk().await("CALL_CLOSED");
  }

  /** The dialplan says congestion. */
  private void ivrCongestion() {
    centre.call("7034");
    centre.trunk().await("CALL_CLOSED");
  }
}
