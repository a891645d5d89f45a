package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.telephony.signal.Member;

/** How long after the end a call is closed. */
class WrapUpTest {

  private final Floor floor =
      new Floor(Map.of("sales", Duration.ofSeconds(3), "support", Duration.ofSeconds(4)));

  @BeforeEach
  void talking() {
    floor.newchannel("c1").join("c1", "sales").rings("c1", "1001.1", "sales").after(2000);
    floor.answers("c1", "1001.1", "sales").after(5000);
  }

  private Floor callerGoes(String phone) {
    return floor.requestHangup("c1").exit("c1").exit(phone).hangup("c1").hangup(phone);
  }

  private static Member member(String number, String queue, int wrapUpSeconds) {
    return new Member(
        queue, "PJSIP/" + number, null, "Agent " + number, false, null, wrapUpSeconds);
  }

  /** Between the end and the close, which is when {@code wrapUpMs} are over. */
  private long wrapUpMs(String uniqueid) {
    Instant ended = time(uniqueid, EventType.CALL_ENDED);
    Instant closed = time(uniqueid, EventType.CALL_CLOSED);
    return Duration.between(ended, closed).toMillis();
  }

  private Instant time(String uniqueid, EventType type) {
    return floor.events().stream()
        .filter(e -> e.subject().id().equals("pbx1-" + uniqueid) && e.type() == type)
        .map(Event::time)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isTheQueuesWhereTheMemberHasNone() {
    floor.added(member("1001", "sales", 0));
    callerGoes("1001.1").silence(60_000);
    assertThat(wrapUpMs("c1")).isEqualTo(3000);
    assertThat(floor.only(CallDetail.Closed.class).wrapUpMs()).isEqualTo(3000);
  }

  @Test
  void isTheMembersInThatQueueAlone() {
    floor.added(member("1001", "sales", 1)).added(member("1001", "support", 9));
    callerGoes("1001.1").silence(60_000);
    assertThat(wrapUpMs("c1")).isEqualTo(1000);
  }

  @Test
  void isTheQueuesOfAnAgentWhoLeftItMeanwhile() {
    floor.added(member("1001", "sales", 1)).removed(member("1001", "sales", 1));
    callerGoes("1001.1").silence(60_000);
    assertThat(wrapUpMs("c1")).isEqualTo(3000);
  }

  @Test
  void isThatOfTheQueueInWhichWasTalkedLast() {
    floor.added(member("1001", "sales", 60)).blind("1001.1", "c1", "7001").exit("1001.1");
    floor.exit("c1").hangup("1001.1").join("c1", "support").rings("c1", "1003.1", "support");
    floor.answers("c1", "1003.1", "support").after(1000);
    callerGoes("1003.1").silence(60_000);
    assertThat(wrapUpMs("c1")).isEqualTo(4000);
  }

  @Test
  void isNoneOfWhoGotItPastTheQueues() {
    floor.added(member("1002", "sales", 9)).blind("1001.1", "c1", "1002").exit("1001.1");
    floor.exit("c1").hangup("1001.1").dialBegin("c1", "1002.1").dialEnd("c1", "1002.1", "ANSWER");
    callerGoes("1002.1");
    assertThat(wrapUpMs("c1")).isZero();
  }

  @Test
  void ofOneCallEndsAsItWouldThoughTheAgentIsCalledAgain() {
    callerGoes("1001.1").after(1000).newchannel("c2").join("c2", "sales");
    floor.rings("c2", "1001.2", "sales").answers("c2", "1001.2", "sales").after(1000);
    floor.requestHangup("c2").hangup("c2").hangup("1001.2").silence(60_000);
    assertThat(wrapUpMs("c1")).isEqualTo(3000);
    assertThat(wrapUpMs("c2")).isEqualTo(3000);
  }

  @Test
  void goesOnWhileThePbxRestarts() {
    callerGoes("1001.1").after(1000).connected().silence(1999);
    assertThat(floor.call("c1")).endsWith("ended(caller)");
    floor.silence(1);
    assertThat(wrapUpMs("c1")).isEqualTo(3000);
  }
}
