package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.telephony.signal.Member;

/** Which call a disposition is of, who coded it, and when it is told. */
class DispositionTest {

  private static final String TALKS = "received queued allocated(1001) accepted(1001)";

  private final Floor floor = new Floor();

  private Floor talking() {
    floor.newchannel("c1").join("c1", "sales").after(1000);
    return floor.rings("c1", "1001.1", "sales").after(2000).answers("c1", "1001.1", "sales");
  }

  private Floor ended() {
    talking().after(5000).requestHangup("c1").exit("c1").exit("1001.1").hangup("c1");
    return floor.hangup("1001.1");
  }

  private String told() {
    return floor.call("c1").replace(TALKS + " ", "");
  }

  @Test
  void eachChannelOfTheCallIsTheCall() {
    talking().codes("c1", "a").codes("1001.1", "b").codes("PJSIP/1001-1001.1", "c");
    floor.codes("PJSIP/trunk-c1", "d");
    assertThat(told())
        .isEqualTo(
            "dispositioned(a by agent 1001) dispositioned(b by agent 1001)"
                + " dispositioned(c by agent 1001) dispositioned(d by agent 1001)");
  }

  @Test
  void anythingElseIsNoCall() {
    talking().codes("c2", "a").codes("PJSIP/1001-9", "b").codes("1001", "c").codes("/", "d");
    floor.codesCall("pbx2-c1", "c1", "e").codesCall("pbx1-", "c1", "f");
    assertThat(floor.call("c1")).isEqualTo(TALKS);
  }

  @Test
  void theIdOfTheCallNamesItToo() {
    talking().codes("pbx1-c1", "a").after(1000);
    floor.requestHangup("c1").hangup("c1").hangup("1001.1").codes("pbx1-c1", "b");
    assertThat(told())
        .isEqualTo(
            "dispositioned(a by agent 1001) ended(caller) closed dispositioned(b by agent 1001)");
  }

  @Test
  void eachIsToldAgainThoughItIsTheSame() {
    talking().codes("c1", "Sale", "", "Card").codes("c1", "Sale", "", "Card");
    assertThat(told())
        .isEqualTo(
            "dispositioned(Sale,,Card by agent 1001) dispositioned(Sale,,Card by agent 1001)");
  }

  @Test
  void itsEventIsOfTheAgentWhoCodedIt() {
    talking().codes("c1", "Sale", "Card");
    Event event = floor.events().get(floor.events().size() - 1);
    assertThat(event.type()).isEqualTo(EventType.CALL_DISPOSITIONED);
    assertThat(event.agent()).isNotNull();
    CallDetail.Dispositioned detail = floor.only(CallDetail.Dispositioned.class);
    assertThat(detail.values()).containsExactly("Sale", "Card");
    assertThat(detail.by()).isNotNull();
    assertThat(detail.by().agent()).isEqualTo(event.agent());
  }

  @Test
  void whereNobodyTalkedItIsNobodys() {
    floor.newchannel("c1").codes("c1", "Scam").requestHangup("c1").hangup("c1").codes("c1", "x");
    assertThat(floor.call("c1"))
        .isEqualTo(
            "received dispositioned(Scam by nobody) abandoned(caller_hangup) closed"
                + " dispositioned(x by nobody)");
    assertThat(floor.events()).allSatisfy(e -> assertThat(e.agent()).isNull());
  }

  @Test
  void anAgentMaySpeakBeforeTheQueueHasConnectedIt() {
    floor.newchannel("c1").join("c1", "sales").rings("c1", "1001.1", "sales");
    floor.dialEnd("c1", "1001.1", "ANSWER").codes("1001.1", "screened");
    assertThat(floor.call("c1")).endsWith("allocated(1001) dispositioned(screened by agent 1001)");
  }

  @Test
  void whoIsNamedCodedIt() {
    floor.added(new Member("sales", "PJSIP/1007", null, "Sue Visor", false, null, 0));
    talking().codesAs("PJSIP/1007", "c1", "a").codesAs("Sue Visor", "c1", "b");
    floor.codesAs("1007", "c1", "c").codesAs("PJSIP/1009", "1001.1", "d");
    assertThat(told())
        .isEqualTo(
            "dispositioned(a by agent 1007) dispositioned(b by agent 1007)"
                + " dispositioned(c by agent 1007) dispositioned(d by 1009)");
  }

  @Test
  void aNameOfNobodyOrOfTwoIsNotBelieved() {
    floor.added(new Member("sales", "PJSIP/1007", null, "Sam", false, null, 0));
    floor.added(new Member("sales", "PJSIP/1008", null, "Sam", false, null, 0));
    talking().codesAs("Sam", "c1", "a").codesAs("PJSIP/trunk", "1001.1", "b");
    assertThat(told()).isEqualTo("dispositioned(a by agent 1001) dispositioned(b by agent 1001)");
  }

  @Test
  void whoHandedTheCallOverStillCodesItAsItGoesOn() {
    talking().after(1000).blind("1001.1", "c1", "1002").exit("1001.1").exit("c1");
    floor.hangup("1001.1").dialBegin("c1", "1002.1").dialEnd("c1", "1002.1", "ANSWER").after(50);
    floor.codes("1001.1", "mine").codes("PJSIP/1001-1001.1", "mine").codes("c1", "1002's");
    assertThat(told())
        .isEqualTo(
            "transferred allocated(1002) accepted(1002) dispositioned(mine by agent 1001)"
                + " dispositioned(mine by agent 1001) dispositioned(1002's by 1002)");
  }

  @Test
  void aTransferIsToldBeforeItThoughItsTargetIsNotKnownYet() {
    talking().after(1000).blind("1001.1", "c1", "7001").after(20).codes("1001.1", "Support");
    floor.after(20).join("c1", "support");
    assertThat(told()).isEqualTo("transferred dispositioned(Support by agent 1001) queued");
    assertThat(floor.only(CallDetail.Transferred.class).to().queue()).isNotNull();
    assertThat(time(EventType.CALL_DISPOSITIONED)).isEqualTo(Floor.START.plusMillis(4020));
  }

  @Test
  void theEndOfAHoldIsToldBeforeIt() {
    talking().hold("1001.1").after(700).unhold("1001.1").after(10).codes("c1", "x").silence(500);
    assertThat(told()).isEqualTo("held resumed dispositioned(x by agent 1001)");
  }

  @Test
  void theExitOfAQueueIsToldBeforeIt() {
    floor.newchannel("c1").join("c1", "sales").after(1000);
    floor.abandon("c1", "sales").leave("c1", "sales").status("c1", "TIMEOUT");
    floor.after(1).codes("c1", "Overflow").silence(1000);
    assertThat(floor.call("c1"))
        .isEqualTo("received queued left_queue(timeout) dispositioned(Overflow by nobody)");
  }

  @Test
  void whoLeftAQueueAndIsGoneWasCodedBeforeTheEnd() {
    floor.newchannel("c1").join("c1", "sales").after(1000).requestHangup("c1");
    floor.abandon("c1", "sales").leave("c1", "sales").codes("c1", "Gone").hangup("c1");
    assertThat(floor.call("c1"))
        .isEqualTo("received queued dispositioned(Gone by nobody) abandoned(caller_hangup) closed");
  }

  @Test
  void aPhonesCallIsReceivedBeforeItIsCoded() {
    floor.dials("1001.1").after(10).codes("1001.1", "Dialled").after(10).dialBegin("1001.1", "c1");
    floor.dials("1002.1").codes("1002.1", "IVR").after(100).hangup("1002.1");
    assertThat(floor.call("1001.1"))
        .isEqualTo("received dispositioned(Dialled by 1001) allocated(null)");
    assertThat(floor.call("1002.1"))
        .isEqualTo("received dispositioned(IVR by 1002) abandoned(system) closed");
  }

  @Test
  void anOutboundCallIsCodedByWhoMadeIt() {
    floor.dials("1001.1").dialBegin("1001.1", "c1").dialEnd("1001.1", "c1", "ANSWER").after(100);
    floor.codes("1001.1", "a").codes("c1", "b").hangup("c1").hangup("1001.1").codes("c1", "c");
    assertThat(floor.call("1001.1"))
        .endsWith(
            "dispositioned(a by 1001) dispositioned(b by 1001) ended(system) closed"
                + " dispositioned(c by 1001)");
  }

  @Test
  void aCodeThatIsDialledAfterwardsNamesTheCall() {
    ended().after(1000).newchannel("1001.2").codesCall("c1", "1001.2", "Sale");
    assertThat(told()).isEqualTo("ended(caller) closed dispositioned(Sale by agent 1001)");
  }

  @Test
  void whatIsClosedTakesOneLateAndNotTooLate() {
    ended().silence(Floor.LATE.toMillis() - 1).codes("1001.1", "late").after(1);
    floor.codes("1001.1", "too late").codes("c1", "too late").codes("PJSIP/trunk-c1", "too late");
    assertThat(told()).isEqualTo("ended(caller) closed dispositioned(late by agent 1001)");
    assertThat(floor.events().stream().map(Event::sequence).toList())
        .isEqualTo(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L));
  }

  @Test
  void oneWithinWrapUpDoesNotEndIt() {
    floor.added(new Member("sales", "PJSIP/1001", null, "Agent 1001.1", false, null, 5));
    ended().after(3000).codes("1001.1", "in wrap-up").silence(4000).codes("c1", "late");
    assertThat(told())
        .isEqualTo(
            "ended(caller) dispositioned(in wrap-up by agent 1001) closed"
                + " dispositioned(late by agent 1001)");
    assertThat(floor.only(CallDetail.Closed.class).wrapUpMs()).isEqualTo(5000);
  }

  @Test
  void aPhoneThatOnlyRangIsForgotten() {
    floor.newchannel("c1").join("c1", "sales").rings("c1", "1002.1", "sales").after(3000);
    floor.ringNoAnswer("c1", "1002.1", "sales").hangup("1002.1").codes("1002.1", "x");
    assertThat(floor.call("c1")).endsWith("rejected(no_answer)");
  }

  @Test
  void aNameThatComesAgainIsTheNewerCalls() {
    ended().after(1000).newchannel("c2").join("c2", "sales").rings("c2", "1001.1", "sales");
    floor.codes("PJSIP/1001-1001.1", "x");
    assertThat(floor.call("c1")).endsWith("closed");
    assertThat(floor.call("c2")).endsWith("dispositioned(x by agent 1001)");
  }

  @Test
  void ofAFloodOfCallsTheOldestIsForgottenFirst() {
    for (int i = 0; i <= Past.CALLS; i++) {
      floor.newchannel("c" + i).hangup("c" + i);
    }
    floor.codes("c0", "x").codes("c1", "x").codes("c" + Past.CALLS, "x");
    assertThat(floor.call("c0")).endsWith("closed");
    assertThat(floor.call("c1")).endsWith("closed dispositioned(x by nobody)");
    assertThat(floor.call("c" + Past.CALLS)).endsWith("closed dispositioned(x by nobody)");
    floor.silence(Duration.ofDays(1).toMillis()).codes("c1", "y");
    assertThat(floor.call("c1")).endsWith("closed dispositioned(x by nobody)");
  }

  private Instant time(EventType type) {
    return floor.events().stream()
        .filter(e -> e.type() == type)
        .map(Event::time)
        .findFirst()
        .orElseThrow();
  }
}
