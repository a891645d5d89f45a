package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** Blind transfers, and chains of transfers. */
final class Transfers {
  private final CallCentre centre;
  private final Driver driver;

  Transfers(CallCentre centre) {
    this.centre = centre;
    driver = centre.driver();
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("blind", this::blind);
    all.put("blind_keys", this::blindKeys);
    all.put("blind_refer", this::blindRefer);
    all.put("blind_queue", this::blindQueue);
    all.put("blind_queue_abandon", this::blindQueueAbandon);
    all.put("blind_noanswer", this::blindNoanswer);
    all.put("blind_refused", this::blindRefused);
    all.put("blind_trunk", this::blindTrunk);
    all.put("chain", this::chain);
    all.put("direct_blind", this::directBlind);
    all.put("internal_blind", this::internalBlind);
    return all;
  }

  private void blind() {
    Message connect = centre.connected();
    centre.answerAfter("1002", 500);
    driver.blindTransfer(connect.get("DestChannel"), "phones", "1002");
    driver.await("BlindTransfer");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** As an agent does it: #1 and the number. */
  private void blindKeys() {
    centre.connected();
    centre.answerAfter("1002", 500);
    centre.press("1001", "#11002");
    driver.await("BlindTransfer");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.phone("1002").hangup();
  }

  /** As a phone does it, by REFER. */
  private void blindRefer() {
    centre.connected();
    centre.answerAfter("1002", 500);
    centre.phone("1001").transfer("1002");
    driver.await("BlindTransfer");
    centre.phone("1002").await("CALL_ESTABLISHED");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  private void blindQueue() {
    Message connect = centre.connected();
    centre.answerAfter("1003", 500);
    driver.forget();
    driver.blindTransfer(connect.get("DestChannel"), "inbound", "7001");
    driver.await("AgentConnect");
    centre.pass(1_500);
    centre.trunk().hangup();
    driver.await("AgentComplete");
  }

  /** The caller gives up in the queue that the agent transferred it to. */
  private void blindQueueAbandon() {
    Message connect = centre.connected();
    driver.forget();
    driver.blindTransfer(connect.get("DestChannel"), "inbound", "7001");
    driver.await("AgentCalled");
    centre.pass(1_000);
    centre.trunk().hangup();
    driver.await("QueueCallerAbandon");
  }

  /** Nobody answers where the agent sent the caller. */
  private void blindNoanswer() {
    Message connect = centre.connected();
    driver.blindTransfer(connect.get("DestChannel"), "phones", "1002");
    driver.awaitDialEnd("1002");
    driver.awaitIdle();
  }

  /** Who was meant to have the caller rejects. */
  private void blindRefused() {
    Message connect = centre.connected();
    driver.blindTransfer(connect.get("DestChannel"), "phones", "1002");
    centre.phone("1002").await("CALL_INCOMING");
    centre.pass(500);
    centre.phone("1002").hangup();
    driver.awaitDialEnd("1002");
  }

  /** Out to the world. */
  private void blindTrunk() {
    Message connect = centre.connected();
    centre.answerAfter("trunk", 500);
    driver.blindTransfer(connect.get("DestChannel"), "phones", "9034911222333");
    driver.awaitDialEnd("trunk");
    centre.pass(1_500);
    centre.select(connect.get("Channel")).hangup();
  }

  /** Blind to 1002, who asks 1003 and transfers again. */
  private void chain() {
    Message connect = centre.connected();
    centre.answerAfter("1002", 500);
    centre.answerAfter("1003", 500);
    driver.blindTransfer(connect.get("DestChannel"), "phones", "1002");
    Message second = driver.awaitDialEnd("1002");
    centre.pass(1_500);
    driver.attendedTransfer(second.get("DestChannel"), "phones", "1003");
    driver.awaitDialEnd("1003");
    centre.pass(1_500);
    centre.phone("1002").hangup();
    driver.await("AttendedTransfer");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** A direct call is transferred by who answered it. */
  private void directBlind() {
    centre.answerAfter("1002", 500);
    centre.answerAfter("1003", 500);
    centre.call("1002");
    driver.awaitDialEnd("1002");
    centre.pass(1_000);
    centre.phone("1002").transfer("1003");
    driver.awaitDialEnd("1003");
    centre.pass(1_500);
    centre.trunk().hangup();
  }

  /** 1002 calls 1001, who transfers it to 1003. */
  private void internalBlind() {
    centre.answerAfter("1001", 500);
    centre.answerAfter("1003", 500);
    centre.phone("1002").dial("1001");
    driver.awaitDialEnd("1001");
    centre.pass(1_000);
    centre.phone("1001").transfer("1003");
    driver.awaitDialEnd("1003");
    centre.pass(1_500);
    centre.phone("1002").hangup();
  }
}
