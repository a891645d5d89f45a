package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The same call in the orders in which Asterisk's threads may tell it. */
class ReorderedCallTest {

  private static final String ANSWERED =
      "received queued allocated(1001) accepted(1001) ended(caller) closed";
  private static final String GAVE_UP =
      "received queued allocated(1001) rejected(caller_abandoned) abandoned(caller_hangup) closed";

  private final Floor floor =
      new Floor().added(Floor.member("1001", "sales")).newchannel("c1").join("c1", "sales");

  private void rings() {
    floor.after(100).rings("c1", "1001.1", "sales").after(1000);
  }

  private String toldAfterTheCallerHangsUp() {
    floor.after(1000).requestHangup("c1").exit("c1").exit("1001.1").hangup("c1").hangup("1001.1");
    return floor.call("c1");
  }

  @Test
  void dialBeginBeforeAgentCalled() {
    floor.newchannel("1001.1").dialBegin("c1", "1001.1").agentCalled("c1", "1001.1", "sales");
    floor.ringing("1001.1").answers("c1", "1001.1", "sales");
    assertThat(toldAfterTheCallerHangsUp()).isEqualTo(ANSWERED);
  }

  @Test
  void agentConnectBeforeTheDialEnds() {
    rings();
    floor.leave("c1", "sales").agentConnect("c1", "1001.1", "sales");
    floor.dialEnd("c1", "1001.1", "ANSWER").enter("c1").enter("1001.1");
    assertThat(toldAfterTheCallerHangsUp()).isEqualTo(ANSWERED);
  }

  @Test
  void leaveAfterAgentConnect() {
    rings();
    floor.dialEnd("c1", "1001.1", "ANSWER").agentConnect("c1", "1001.1", "sales");
    floor.leave("c1", "sales").silence(1000).enter("1001.1").enter("c1");
    assertThat(toldAfterTheCallerHangsUp()).isEqualTo(ANSWERED);
  }

  @Test
  void leaveBeforeTheDialEnds() {
    rings();
    floor.leave("c1", "sales").dialEnd("c1", "1001.1", "ANSWER");
    floor.agentConnect("c1", "1001.1", "sales").silence(1000);
    assertThat(toldAfterTheCallerHangsUp()).isEqualTo(ANSWERED);
  }

  @Test
  void bothInTheBridgeBeforeAgentConnect() {
    rings();
    floor.dialEnd("c1", "1001.1", "ANSWER").leave("c1", "sales").enter("c1").enter("1001.1");
    floor.agentConnect("c1", "1001.1", "sales");
    assertThat(toldAfterTheCallerHangsUp()).isEqualTo(ANSWERED);
  }

  @Test
  void agentConnectOnceMoreOfAMemberBehindALocalChannel() {
    floor.newchannel("l1;1").newchannel("l1;2").agentCalled("c1", "l1;1", "sales");
    floor.dialBegin("c1", "l1;1").newchannel("1001.1").dialBegin("l1;2", "1001.1");
    floor.dialEnd("l1;2", "1001.1", "ANSWER").dialEnd("c1", "l1;1", "ANSWER");
    floor.leave("c1", "sales").agentConnect("c1", "l1;1", "sales").enter("c1").enter("l1;1");
    floor.agentConnect("c1", "l1;1", "sales").hangup("l1;1").hangup("l1;2");
    assertThat(toldAfterTheCallerHangsUp()).isEqualTo(ANSWERED);
  }

  @Test
  void theAgentsHangupFirstThoughTheCallerHungUp() {
    rings();
    floor.answers("c1", "1001.1", "sales").after(1000).requestHangup("c1").exit("1001.1");
    floor.hangup("1001.1").exit("c1").hangup("c1");
    assertThat(floor.call("c1")).isEqualTo(ANSWERED);
  }

  @Test
  void theCallerGivesUpAndItsHangupComesLast() {
    rings();
    floor.requestHangup("c1").dialEnd("c1", "1001.1", "CANCEL").hangup("1001.1", 0);
    floor.abandon("c1", "sales").leave("c1", "sales").hangup("c1");
    assertThat(floor.call("c1")).isEqualTo(GAVE_UP);
  }

  @Test
  void theCallerGivesUpAndItsHangupComesFirst() {
    rings();
    floor.requestHangup("c1").abandon("c1", "sales").leave("c1", "sales").hangup("c1");
    floor.dialEnd("c1", "1001.1", "CANCEL").hangup("1001.1", 0);
    assertThat(floor.call("c1")).isEqualTo(GAVE_UP);
  }

  @Test
  void theAttemptEndsBeforeTheRequestThatEndedIt() {
    rings();
    floor.dialEnd("c1", "1001.1", "CANCEL").requestHangup("c1").hangup("1001.1", 0);
    floor.abandon("c1", "sales").leave("c1", "sales").hangup("c1");
    assertThat(floor.call("c1")).isEqualTo(GAVE_UP);
  }

  @Test
  void ringNoAnswerAfterTheNextAgentCalled() {
    rings();
    floor.dialEnd("c1", "1001.1", "NOANSWER").newchannel("1001.2");
    floor.agentCalled("c1", "1001.2", "sales").ringNoAnswer("c1", "1001.1", "sales");
    floor.dialEnd("c1", "1001.1", "CANCEL").hangup("1001.1", 0).dialBegin("c1", "1001.2");
    floor.answers("c1", "1001.2", "sales").after(1000).requestHangup("c1");
    floor.hangup("1001.2").hangup("c1");
    assertThat(floor.call("c1"))
        .isEqualTo(
            "received queued allocated(1001) rejected(no_answer) allocated(1001) accepted(1001)"
                + " ended(caller) closed");
  }

  @Test
  void aRefusalWhoseRequestComesAfterTheDialEnd() {
    rings();
    floor.dialEnd("c1", "1001.1", "NOANSWER").requestHangup("1001.1", 21).hangup("1001.1", 21);
    floor.after(500).requestHangup("c1").abandon("c1", "sales").leave("c1", "sales").hangup("c1");
    assertThat(floor.call("c1"))
        .isEqualTo(
            "received queued allocated(1001) rejected(rejected) abandoned(caller_hangup) closed");
  }
}
