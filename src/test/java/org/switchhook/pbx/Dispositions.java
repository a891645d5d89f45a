package org.switchhook.pbx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a call is coded, from the dialplan and by the manager interface. */
final class Dispositions {
  private final CallCentre centre;
  private final Driver driver;

  Dispositions(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("disposition", this::disposition);
    all.put("disposition_late", this::dispositionLate);
    all.put("disposition_late_channel", this::dispositionLateChannel);
    all.put("disposition_dialplan", this::dispositionDialplan);
    all.put("disposition_handler", this::dispositionHandler);
    all.put("disposition_key", this::dispositionKey);
    all.put("disposition_wrapup", this::dispositionWrapUp);
    return all;
  }

  /** A client says it while they talk, by channel and uniqueid. */
  private void disposition() {
    Message connect = centre.connected();
    say("Channel", connect.get("Channel"), "Uniqueid", connect.get("Uniqueid"));
    centre.pass(500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** A client says it after the call, by uniqueid alone. */
  private void dispositionLate() {
    Message connect = centre.connected();
    centre.trunk().hangup();
    driver.await("AgentComplete");
    driver.awaitIdle();
    centre.pass(1_000);
    say("Uniqueid", connect.get("Uniqueid"), "Agent", "PJSIP/1001");
    centre.pass(500);
  }

  /** The same by the name of the agent's channel, which is gone. */
  private void dispositionLateChannel() {
    Message connect = centre.connected();
    centre.phone("1001").hangup();
    driver.await("AgentComplete");
    driver.awaitIdle();
    centre.pass(1_000);
    say("Channel", connect.get("DestChannel"));
    centre.pass(500);
  }

  /** The agent hangs up, and the caller's channel says it in the dialplan. */
  private void dispositionDialplan() {
    centre.connected("7021");
    centre.phone("1001").hangup();
    driver.await("UserEvent");
  }

  /** A hangup handler says it. */
  private void dispositionHandler() {
    centre.connected("7022");
    centre.trunk().hangup();
    driver.await("UserEvent");
  }

  /** The agent presses *91, and the agent's channel says it. */
  private void dispositionKey() {
    centre.connected("7023");
    centre.press("1001", "*91");
    driver.await("UserEvent");
    centre.pass(500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** As the call ends, in the wrap-up that 1001 has as a member, and after it. */
  private void dispositionWrapUp() {
    centre.phone("1001").dial("*60");
    driver.await("QueueMemberAdded");
    driver.awaitIdle();
    centre.answerAfter("1001", 300);
    centre.call("7022");
    Message connect = driver.await("AgentConnect");
    centre.pass(500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
    driver.awaitIdle();
    centre.pass(500);
    String agents = connect.get("DestUniqueid");
    driver.userEvent("Disposition", "Uniqueid", agents, "Value1", "Sale", "Value3", "Card");
    centre.pass(2_500);
    driver.userEvent("Disposition", "Uniqueid", agents, "Value1", "Zoë: \"no\"");
    driver.userEvent("Disposition", "Channel", connect.get("Channel"), "Value1", "Wrong");
    driver.queueRemove(connect.get("Queue"), "1001");
  }

  private void say(String... whose) {
    List<String> headers = new ArrayList<>(List.of(whose));
    headers.addAll(List.of("Value1", "Sale", "Value2", "New customer", "Value3", "Card"));
    driver.userEvent("Disposition", headers.toArray(String[]::new));
  }
}
