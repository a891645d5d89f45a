package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** What else a PBX does with calls: pickup, parking, groups, supervision, forwarding. */
final class Facilities {
  private final CallCentre centre;
  private final Driver driver;

  Facilities(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("pickup", this::pickup);
    all.put("pickup_queue", this::pickupQueue);
    all.put("parking", this::parking);
    all.put("parking_queue", this::parkingQueue);
    all.put("parking_timeout", this::parkingTimeout);
    all.put("parking_abandoned", this::parkingAbandoned);
    all.put("parking_dialplan", this::parkingDialplan);
    all.put("ringgroup", this::ringgroup);
    all.put("ringgroup_noanswer", this::ringgroupNoanswer);
    all.put("spy", this::spy);
    all.put("spy_originated", this::spyOriginated);
    all.put("forward", this::forward);
    all.put("forward_n", this::forwardN);
    all.put("conference", this::conference);
    return all;
  }

  /** 1002 takes the direct call that rings at 1001. */
  private void pickup() {
    centre.call("1001");
    centre.phone("1001").await("CALL_INCOMING");
    centre.pass(500);
    centre.phone("1002").dial("*8");
    driver.await("Pickup");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** 1002 takes the call of a queue that rings at 1001. */
  private void pickupQueue() {
    centre.login("1001", "sales");
    centre.call("7000");
    centre.phone("1001").await("CALL_INCOMING");
    centre.pass(500);
    centre.phone("1002").dial("*8");
    driver.await("Pickup");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** 1002 presses #72, and 1001 dials the place in the lot. */
  private void parking() {
    park();
    centre.pass(1_000);
    centre.phone("1001").dial("701");
    driver.await("UnParkedCall");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** An agent of a queue transfers to the lot by REFER, and 1002 fetches the caller. */
  private void parkingQueue() {
    centre.connected();
    centre.phone("1001").transfer("700");
    driver.await("ParkedCall");
    centre.pass(1_000);
    centre.phone("1002").dial("701");
    driver.await("UnParkedCall");
    centre.pass(1_500);
    centre.phone("1002").hangup();
  }

  /** Nobody fetches the caller, who is sent back to who parked. */
  private void parkingTimeout() {
    park();
    centre.phone("1002").forget();
    driver.await("ParkedCallTimeOut");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** The caller gives up in the lot. */
  private void parkingAbandoned() {
    park();
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.await("ParkedCallGiveUp");
  }

  /** The dialplan parks, 1002 fetches. */
  private void parkingDialplan() {
    centre.call("7046");
    driver.await("ParkedCall");
    centre.pass(1_000);
    centre.phone("1002").dial("701");
    driver.await("UnParkedCall");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** Two phones ring, one answers. */
  private void ringgroup() {
    centre.answerAfter("1002", 1_000);
    centre.call("7040");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  private void ringgroupNoanswer() {
    centre.call("7041");
    centre.trunk().await("CALL_CLOSED");
  }

  /** A supervisor listens to 1001. */
  private void spy() {
    centre.connected();
    centre.phone("1003").dial("*55");
    driver.await("ChanSpyStart");
    centre.pass(1_500);
    centre.phone("1003").hangup();
    driver.await("ChanSpyStop");
    centre.pass(500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** A manager has the supervisor's phone rung for that. */
  private void spyOriginated() {
    centre.connected();
    centre.answerAfter("1003", 500);
    driver.send(
        "Originate",
        "Channel",
        "PJSIP/1003",
        "Application",
        "ChanSpy",
        "Data",
        "PJSIP/1001,q",
        "Async",
        "true");
    driver.await("ChanSpyStart");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
    centre.phone("1003").hangup();
  }

  /** Forwarded to 1002 by a Local channel that goes away. */
  private void forward() {
    forwarded("7043");
  }

  /** Forwarded to 1002 by a Local channel that stays. */
  private void forwardN() {
    forwarded("7044");
  }

  /** A caller and an agent meet in a room. */
  private void conference() {
    centre.call("7047");
    driver.await("ConfbridgeJoin");
    centre.phone("1001").dial("7047");
    driver.await("1001", m -> m.is("ConfbridgeJoin") && m.get("Channel").startsWith("PJSIP/1001"));
    centre.pass(1_500);
    centre.phone("1001").hangup();
    driver.await("ConfbridgeLeave");
    centre.pass(500);
    centre.trunk().hangup();
  }

  private void forwarded(String did) {
    centre.answerAfter("1002", 500);
    centre.call(did);
    driver.awaitDialEnd("1002");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** 1002 parks who called directly. */
  private void park() {
    centre.answerAfter("1002", 500);
    centre.call("1002");
    driver.awaitDialEnd("1002");
    centre.pass(1_000);
    centre.press("1002", "#72");
    driver.await("ParkedCall");
  }
}
