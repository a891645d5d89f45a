package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.switchhook.event.CallDetail;
import org.switchhook.telephony.signal.Member;

/** A queue's calls in ways that the recordings do not have. */
class QueueCallTest {

  private final Floor floor = new Floor();

  private Floor caller(String uniqueid) {
    return floor.newchannel(uniqueid).join(uniqueid, "sales").after(1000);
  }

  private void talking() {
    caller("c1").rings("c1", "1001.1", "sales").after(2000).answers("c1", "1001.1", "sales");
  }

  private void callerGoes() {
    floor.requestHangup("c1").exit("c1").exit("1001.1").hangup("c1").hangup("1001.1");
  }

  @Test
  void twoCallersInOneQueueAreTwoStories() {
    caller("c1");
    caller("c2");
    floor.rings("c1", "1001.1", "sales").rings("c2", "1002.1", "sales");
    floor.answers("c2", "1002.1", "sales").answers("c1", "1001.1", "sales").after(5000);
    callerGoes();
    floor.requestHangup("1002.1").hangup("1002.1").hangup("c2");
    assertThat(floor.call("c1"))
        .isEqualTo("received queued allocated(1001) accepted(1001) ended(caller) closed");
    assertThat(floor.call("c2"))
        .isEqualTo("received queued allocated(1002) accepted(1002) ended(agent) closed");
  }

  @Test
  void theSameAgentRungAgainWhileTheOldLegLingers() {
    caller("c1").rings("c1", "1001.1", "sales").after(3000);
    floor.dialEnd("c1", "1001.1", "NOANSWER").after(10).rings("c1", "1001.2", "sales");
    floor.ringNoAnswer("c1", "1001.1", "sales").hangup("1001.1", 0).after(1000);
    floor.answers("c1", "1001.2", "sales").after(1000).requestHangup("c1");
    floor.hangup("c1").hangup("1001.2");
    assertThat(floor.call("c1"))
        .isEqualTo(
            "received queued allocated(1001) rejected(no_answer) allocated(1001) accepted(1001)"
                + " ended(caller) closed");
    assertThat(floor.only(CallDetail.Rejected.class).ringMs()).isEqualTo(3000);
  }

  @Test
  void heldByTheCaller() {
    talking();
    floor.after(1000).hold("c1").after(700).unhold("c1").after(300);
    callerGoes();
    assertThat(floor.only(CallDetail.Held.class).by().number()).isEqualTo("541155");
    assertThat(floor.only(CallDetail.Resumed.class).heldMs()).isEqualTo(700);
    assertThat(floor.only(CallDetail.Ended.class).holdMs()).isEqualTo(700);
    assertThat(floor.only(CallDetail.Ended.class).talkMs()).isEqualTo(1300);
  }

  @Test
  void aHoldThatEndsInAHangupCounts() {
    talking();
    floor.after(1000).hold("1001.1").after(700);
    callerGoes();
    assertThat(floor.call("c1"))
        .isEqualTo("received queued allocated(1001) accepted(1001) held ended(caller) closed");
    CallDetail.Ended ended = floor.only(CallDetail.Ended.class);
    assertThat(ended.holdMs()).isEqualTo(700);
    assertThat(ended.segments().get(0).holdMs()).isEqualTo(700);
  }

  @Test
  void bothHoldAndTheCallIsHeldUntilNeitherDoes() {
    talking();
    floor.after(100).hold("1001.1").after(100).hold("c1").hold("c1").after(100).unhold("1001.1");
    floor.after(100).unhold("c1").unhold("c1").after(100);
    callerGoes();
    assertThat(floor.call("c1"))
        .isEqualTo(
            "received queued allocated(1001) accepted(1001) held held resumed resumed"
                + " ended(caller) closed");
    assertThat(floor.only(CallDetail.Ended.class).holdMs()).isEqualTo(300);
    assertThat(floor.only(CallDetail.Ended.class).talkMs()).isEqualTo(200);
  }

  @Test
  void anUnholdWithoutAHoldIsNothing() {
    talking();
    floor.unhold("1001.1").unhold("c1");
    callerGoes();
    assertThat(floor.call("c1"))
        .isEqualTo("received queued allocated(1001) accepted(1001) ended(caller) closed");
  }

  @Test
  void theCallerHangsUpAsTheAgentAnswers() {
    caller("c1").rings("c1", "1001.1", "sales").after(2000).dialEnd("c1", "1001.1", "ANSWER");
    floor.requestHangup("c1").abandon("c1", "sales").leave("c1", "sales");
    floor.hangup("1001.1").hangup("c1").silence(5000);
    assertThat(floor.call("c1"))
        .isEqualTo(
            "received queued allocated(1001) rejected(caller_abandoned) abandoned(caller_hangup)"
                + " closed");
  }

  @Test
  void whoHungUpDoesNotGoOnThoughTheDialplanTakesItsTime() {
    caller("c1").requestHangup("c1").abandon("c1", "sales").leave("c1", "sales").silence(2000);
    floor.hangup("c1");
    assertThat(floor.call("c1")).isEqualTo("received queued abandoned(caller_hangup) closed");
    assertThat(floor.only(CallDetail.Abandoned.class).waitMs()).isEqualTo(1000);
  }

  @Test
  void whoHangsUpAsTheQueueGivesUpHasLeftItByItsTimeout() {
    caller("c1").requestHangup("c1").abandon("c1", "sales").leave("c1", "sales");
    floor.status("c1", "TIMEOUT").hangup("c1");
    assertThat(floor.call("c1")).isEqualTo("received queued abandoned(caller_hangup) closed");
    assertThat(floor.only(CallDetail.Abandoned.class).queueExit())
        .isEqualTo(CallDetail.QueueExit.TIMEOUT);
  }

  @Test
  void whoPressesTheKeyAndHangsUpHasLeftItByTheKey() {
    caller("c1").leave("c1", "sales").requestHangup("c1").hangup("c1");
    assertThat(floor.call("c1")).isEqualTo("received queued abandoned(caller_hangup) closed");
    assertThat(floor.only(CallDetail.Abandoned.class).queueExit())
        .isEqualTo(CallDetail.QueueExit.KEY);
  }

  @Test
  void whoeverIsHungUpBeforeTheConnectWasAnsweredElsewhere() {
    caller("c1").rings("c1", "1001.1", "sales").rings("c1", "1002.1", "sales").after(2000);
    // app_queue hangs up the others as soon as one has answered; AgentConnect comes later.
    floor.dialEnd("c1", "1002.1", "ANSWER").dialEnd("c1", "1001.1", "CANCEL").hangup("1001.1", 26);
    floor.leave("c1", "sales").agentConnect("c1", "1002.1", "sales").requestHangup("c1");
    floor.hangup("c1").hangup("1002.1");
    assertThat(floor.call("c1"))
        .isEqualTo(
            "received queued allocated(1001) allocated(1002) rejected(answered_elsewhere)"
                + " accepted(1002) ended(caller) closed");
  }

  @Test
  void aPhoneThatCallsAQueueIsAnInternalCall() {
    floor.dials("1009.1").join("1009.1", "sales").rings("1009.1", "1001.1", "sales");
    floor.answers("1009.1", "1001.1", "sales").requestHangup("1001.1");
    floor.hangup("1001.1").hangup("1009.1");
    assertThat(floor.call("1009.1"))
        .isEqualTo("received queued allocated(1001) accepted(1001) ended(callee) closed");
  }

  @Test
  void aJoinThatWasMissedDoesNotStopTheRinging() {
    floor.dials("1009.1").rings("1009.1", "1001.1", "sales");
    floor.answers("1009.1", "1001.1", "sales").hangup("1001.1").hangup("1009.1");
    assertThat(floor.call("1009.1"))
        .isEqualTo("received allocated(1001) accepted(1001) ended(system) closed");
  }

  @Test
  void aConnectWhoseRingingWasMissedIsStillAConnect() {
    caller("c1").agentConnect("c1", "1001.1", "sales").after(1000);
    callerGoes();
    assertThat(floor.call("c1"))
        .isEqualTo("received queued allocated(1001) accepted(1001) ended(caller) closed");
  }

  @Test
  void theMembersOwnWrapUpDelaysTheClose() {
    floor.added(new Member("sales", "PJSIP/1001", null, "Agent 1001", false, null, 5));
    talking();
    callerGoes();
    assertThat(floor.silence(4999).call("c1")).endsWith("ended(caller)");
    assertThat(floor.silence(1).call("c1")).endsWith("ended(caller) closed");
    assertThat(floor.only(CallDetail.Closed.class).wrapUpMs()).isEqualTo(5000);
  }

  @Test
  void theQueuesWrapUpComesDueWithASignalOfSomethingElse() {
    Floor wrapped = new Floor(Map.of("sales", Duration.ofSeconds(3)));
    wrapped.newchannel("c1").join("c1", "sales").rings("c1", "1001.1", "sales");
    wrapped.answers("c1", "1001.1", "sales").requestHangup("c1").hangup("c1").hangup("1001.1");
    wrapped.after(10_000).newchannel("c2");
    assertThat(wrapped.call("c1")).endsWith("ended(caller) closed");
    assertThat(wrapped.only(CallDetail.Closed.class).wrapUpMs()).isEqualTo(3000);
  }

  @Test
  void afterTheQueueTheLastAttemptSaysWhyNobodyAnswered() {
    caller("c1").abandon("c1", "sales").leave("c1", "sales").status("c1", "TIMEOUT").after(10);
    floor.dialBegin("c1", "1002.1").ringing("1002.1").after(5000);
    floor.dialEnd("c1", "1002.1", "NOANSWER").hangup("1002.1", 0).hangup("c1");
    assertThat(floor.call("c1"))
        .isEqualTo(
            "received queued left_queue(timeout) allocated(1002) rejected(no_answer)"
                + " abandoned(no_answer) closed");
    assertThat(floor.only(CallDetail.Abandoned.class).queueExit())
        .isEqualTo(CallDetail.QueueExit.TIMEOUT);
  }

  @Test
  void aQueueIsLeftWhenItWasLeftThoughItIsToldLater() {
    caller("c1").abandon("c1", "sales").leave("c1", "sales").status("c1", "TIMEOUT").silence(900);
    assertThat(floor.timeOf(CallDetail.LeftQueue.class)).isEqualTo(Floor.START.plusMillis(1000));
  }

  @Test
  void aQueueIsLeftNoSoonerThanWhatIsToldAlready() {
    caller("c1").rings("c1", "1001.1", "sales").after(3000).ringNoAnswer("c1", "1001.1", "sales");
    floor.abandon("c1", "sales").leave("c1", "sales").status("c1", "TIMEOUT");
    floor.after(300).hangup("1001.1", 0).silence(900);
    assertThat(floor.call("c1"))
        .isEqualTo("received queued allocated(1001) rejected(no_answer) left_queue(timeout)");
    assertThat(floor.timeOf(CallDetail.LeftQueue.class)).isEqualTo(Floor.START.plusMillis(4300));
    assertThat(floor.only(CallDetail.LeftQueue.class).waitMs()).isEqualTo(4000);
  }

  @Test
  void whoIsRefusedByTheNextQueueHasLeftTheOneBeforeIt() {
    caller("c1").leave("c1", "sales").status("c1", "FULL").silence(900);
    assertThat(floor.call("c1")).isEqualTo("received queued left_queue(key) left_queue(full)");
  }

  @Test
  void aPhoneThatIsRefusedAtTheDoorAbandonedForThat() {
    floor.dials("1009.1").status("1009.1", "JOINEMPTY").hangup("1009.1");
    assertThat(floor.call("1009.1")).isEqualTo("received abandoned(join_empty) closed");
  }

  @Test
  void whoIsTakenOutOfTheQueueDidNotGiveUp() {
    caller("c1").rings("c1", "1001.1", "sales").dialEnd("c1", "1001.1", "CANCEL");
    floor.abandon("c1", "sales").leave("c1", "sales").hangup("c1").hangup("1001.1", 0);
    assertThat(floor.call("c1"))
        .isEqualTo("received queued allocated(1001) rejected(withdrawn) abandoned(system) closed");
  }

  /**
   * An agent of app_agent_pool stays up, so that no hangup tells that the caller was taken away.
   */
  @Test
  void whoHoldsAndIsTakenAwayHoldsNobody() {
    talking();
    floor.after(1000).hold("c1").after(2000).exit("c1").exit("1001.1").enter("1001.1");
    floor.after(4000).hangup("c1").hangup("1001.1");
    assertThat(floor.only(CallDetail.Ended.class).holdMs()).isEqualTo(2000);
  }

  /** Asterisk calls an agent back whose transfer failed, into the bridge of a caller who holds. */
  @Test
  void whoComesToACallerWhoHoldsIsHeld() {
    talking();
    floor.hold("c1").exit("1001.1").hangup("1001.1").after(1000);
    floor.newchannel("1001.2").enter("1001.2").after(2000).hangup("1001.2").hangup("c1");
    assertThat(floor.only(CallDetail.Ended.class).segments())
        .extracting(CallDetail.Segment::holdMs)
        .containsExactly(0L, 2000L);
  }

  /** What is said of a rung phone comes some moments after the redirect that ended it. */
  @Test
  void whoIsRungIsWithdrawnBeforeTheCallerIsElsewhere() {
    caller("c1").rings("c1", "1001.1", "sales").after(1000).abandon("c1", "sales");
    floor.leave("c1", "sales").dialEnd("c1", "1001.1", "CANCEL").join("c1", "support");
    floor.hangup("1001.1", 0);
    assertThat(floor.call("c1"))
        .startsWith("received queued allocated(1001) rejected(withdrawn) left_queue(withdrawn)");
  }

  @Test
  void anAttemptThatNobodySawEndEndsWithItsCall() {
    caller("c1").rings("c1", "1001.1", "sales").dialEnd("c1", "1001.1", "ANSWER");
    floor.hold("1001.1").dials("1001.2").newchannel("1002.1").dialBegin("1001.2", "1002.1");
    floor.requestHangup("c1").hangup("c1");
    assertThat(floor.call("c1"))
        .isEqualTo(
            "received queued allocated(1001) rejected(withdrawn) abandoned(caller_hangup) closed");
  }

  @Test
  void whoIsRungAfterATalkIsNotAnsweredByIt() {
    talking();
    floor.after(1000).hold("c1").exit("c1").newchannel("1002.1").dialBegin("c1", "1002.1");
    floor.requestHangup("1002.1", 34).dialEnd("c1", "1002.1", "CONGESTION").hangup("1002.1", 34);
    floor.silence(101); // It might have been a transfer.
    assertThat(floor.only(CallDetail.Rejected.class).outcome())
        .isEqualTo(CallDetail.Outcome.UNAVAILABLE);
  }

  @Test
  void whoIsAnsweredHasLeftWhoeverItTalkedWith() {
    talking();
    floor.after(1000).newchannel("1002.1").dialBegin("c1", "1002.1").after(500);
    floor.dialEnd("c1", "1002.1", "ANSWER").after(2000).hangup("c1").hangup("1002.1");
    floor.hangup("1001.1");
    assertThat(floor.only(CallDetail.Ended.class).segments())
        .extracting(CallDetail.Segment::talkMs)
        .containsExactly(1500L, 2000L);
  }

  @Test
  void aJoinThatIsToldTwiceIsOne() {
    caller("c1").join("c1", "sales");
    assertThat(floor.call("c1")).isEqualTo("received queued");
  }

  @Test
  void whoIsInAnotherQueueHasLeftTheFirst() {
    caller("c1").join("c1", "support");
    assertThat(floor.call("c1")).isEqualTo("received queued left_queue(unknown) forwarded queued");
  }

  @Test
  void aCallerWhoCameUnseenWasNotOriginated() {
    floor.join("c1", "sales").after(1000);
    assertThat(floor.only(CallDetail.Received.class).initiation())
        .isEqualTo(CallDetail.Initiation.INBOUND);
  }

  @Test
  void aRungPhoneWhoseHangupWasMissedDoesNotKeepTheCallOpen() {
    caller("c1").rings("c1", "1001.1", "sales").after(3000);
    floor.requestHangup("c1").hangup("c1").silence(3000);
    assertThat(floor.call("c1"))
        .isEqualTo(
            "received queued allocated(1001) rejected(withdrawn) abandoned(caller_hangup) closed");
  }

  @Test
  void campaignAndDataAreThoseThatTheDialplanSetLast() {
    floor.newchannel("c1").sets("c1", "SWITCHHOOK_CAMPAIGN", "Spring");
    floor.sets("c1", "SWITCHHOOK_DATA_tier", "gold").sets("c1", "SWITCHHOOK_DATA_x", "1");
    floor.join("c1", "sales").sets("c1", "SWITCHHOOK_DATA_x", "").sets("c1", "OTHER", "2");
    floor.sets("c1", "SWITCHHOOK_CAMPAIGN", "").requestHangup("c1").hangup("c1");
    assertThat(floor.callAt(CallDetail.Received.class).campaign()).isNull();
    assertThat(floor.callAt(CallDetail.Queued.class).campaign()).isEqualTo("Spring");
    assertThat(floor.callAt(CallDetail.Queued.class).data())
        .isEqualTo(Map.of("tier", "gold", "x", "1"));
    assertThat(floor.callAt(CallDetail.Abandoned.class).campaign()).isEqualTo("sales");
    assertThat(floor.callAt(CallDetail.Abandoned.class).data()).isEqualTo(Map.of("tier", "gold"));
  }
}
