package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** Who holds whom. */
final class Holds {
  private final CallCentre centre;
  private final Driver driver;

  Holds(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("hold", this::hold);
    all.put("hold_hangup", this::holdHangup);
    all.put("hold_agent_hangup", this::holdAgentHangup);
    all.put("hold_by_caller", this::holdByCaller);
    all.put("hold_by_both", this::holdByBoth);
    all.put("hold_twice", this::holdTwice);
    all.put("outbound_hold", this::outboundHold);
    return all;
  }

  /** The agent puts the caller on hold for a second. */
  private void hold() {
    centre.connected();
    centre.phone("1001").hold();
    driver.await("Hold");
    centre.pass(1_000);
    centre.phone("1001").resume();
    driver.await("Unhold");
    centre.pass(500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** The caller does not wait for the agent to come back. */
  private void holdHangup() {
    centre.connected();
    centre.phone("1001").hold();
    driver.await("Hold");
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** The agent hangs up without coming back. */
  private void holdAgentHangup() {
    centre.connected();
    centre.phone("1001").hold();
    driver.await("Hold");
    centre.pass(1_000);
    centre.phone("1001").hangup();
    driver.await("AgentComplete");
  }

  /** The caller's side holds. */
  private void holdByCaller() {
    centre.connected();
    centre.trunk().hold();
    driver.await("Hold");
    centre.pass(1_000);
    centre.trunk().resume();
    driver.await("Unhold");
    centre.pass(500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** Both sides hold, one within the other. */
  private void holdByBoth() {
    Message connect = centre.connected();
    centre.phone("1001").hold();
    driver.await("Hold");
    centre.pass(500);
    centre.trunk().hold();
    driver.await(
        "the caller's", m -> m.is("Hold") && m.get("Channel").equals(connect.get("Channel")));
    centre.pass(500);
    centre.phone("1001").resume();
    driver.await("Unhold");
    centre.pass(500);
    centre.trunk().resume();
    driver.await(
        "the caller's", m -> m.is("Unhold") && m.get("Channel").equals(connect.get("Channel")));
    centre.pass(500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** Twice in one call. */
  private void holdTwice() {
    centre.connected();
    for (int time = 0; time < 2; time++) {
      driver.forget();
      centre.phone("1001").hold();
      driver.await("Hold");
      centre.pass(700);
      centre.phone("1001").resume();
      driver.await("Unhold");
      centre.pass(500);
    }
    centre.phone("1001").hangup();
    driver.await("AgentComplete");
  }

  /** Who called out holds. */
  private void outboundHold() {
    centre.answerAfter("trunk", 500);
    centre.phone("1001").dial("9034911222333");
    driver.await("DialEnd");
    centre.pass(1_000);
    centre.phone("1001").hold();
    driver.await("Hold");
    centre.pass(1_000);
    centre.phone("1001").resume();
    driver.await("Unhold");
    centre.pass(500);
    centre.phone("1001").hangup();
  }
}
