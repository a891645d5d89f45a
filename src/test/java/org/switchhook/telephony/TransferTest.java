package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.event.CallDetail;
import org.switchhook.event.QueueRef;

/** Blind transfers in ways that the recordings do not have. */
class TransferTest {

  private final Floor floor = new Floor();

  @BeforeEach
  void talking() {
    floor.newchannel("c1").join("c1", "sales").after(1000);
    floor.rings("c1", "1001.1", "sales").after(2000).answers("c1", "1001.1", "sales");
    floor.after(5000).blind("1001.1", "c1", "1002").exit("1001.1").exit("c1");
    floor.requestHangup("1001.1").hangup("1001.1");
  }

  @Test
  void theCallerWhoHangsUpWhileTheTargetRingsEndedIt() {
    floor.after(100).dialBegin("c1", "1002.1").ringing("1002.1").after(2000);
    floor.requestHangup("c1").dialEnd("c1", "1002.1", "CANCEL").hangup("1002.1", 0).hangup("c1");
    assertThat(floor.call("c1"))
        .isEqualTo(
            "received queued allocated(1001) accepted(1001) transferred allocated(1002)"
                + " rejected(caller_abandoned) ended(caller) closed");
    CallDetail.Ended ended = floor.only(CallDetail.Ended.class);
    assertThat(ended.talkMs()).isEqualTo(5000);
    assertThat(ended.segments()).hasSize(1);
  }

  /** As Asterisk 16 does at times. */
  @Test
  void aQueueMayBeJoinedBeforeAsteriskSaysSo() {
    Floor late = left().join("c1", "support").agentCalled("c1", "1003.1", "support");
    assertThat(late.call("c1")).isEqualTo("received queued allocated(1001) accepted(1001)");
    late.after(20).blind("1001.1", "c1", "7001").requestHangup("1001.1").hangup("1001.1");
    assertThat(late.only(CallDetail.Transferred.class).to().queue())
        .isEqualTo(new QueueRef("support"));
    assertThat(late.call("c1"))
        .isEqualTo(
            "received queued allocated(1001) accepted(1001) transferred queued allocated(1003)");
  }

  /** Whom somebody transfers may be gone before who transfers. */
  @Test
  void whoTransfersMayBeInTheBridgeStill() {
    Floor late = new Floor();
    late.newchannel("c1").join("c1", "sales").after(1000);
    late.rings("c1", "1001.1", "sales").after(2000).answers("c1", "1001.1", "sales");
    late.after(5000).exit("c1").join("c1", "support").after(20).exit("1001.1");
    late.blind("1001.1", "c1", "7001").requestHangup("1001.1").hangup("1001.1");
    assertThat(late.call("c1"))
        .isEqualTo("received queued allocated(1001) accepted(1001) transferred queued");
  }

  @Test
  void whatIsNoTransferIsToldWhenTheOtherIsGone() {
    Floor late = left().dialBegin("c1", "1002.1").after(20).hangup("1001.1");
    assertThat(late.call("c1"))
        .isEqualTo("received queued allocated(1001) accepted(1001) allocated(1002)");
  }

  @Test
  void noTransferIsWaitedForLong() {
    Floor late = left().dialBegin("c1", "1002.1").silence(101);
    assertThat(late.call("c1"))
        .isEqualTo("received queued allocated(1001) accepted(1001) allocated(1002)");
  }

  /** The caller is out of the bridge with the agent, whose channel is up. */
  private static Floor left() {
    Floor late = new Floor();
    late.newchannel("c1").join("c1", "sales").after(1000);
    late.rings("c1", "1001.1", "sales").after(2000).answers("c1", "1001.1", "sales");
    return late.after(5000).exit("1001.1").exit("c1");
  }

  @Test
  void whereNobodyIsRungItWentToTheExtension() {
    floor.silence(3000);
    CallDetail.Transferred transferred = floor.only(CallDetail.Transferred.class);
    assertThat(transferred.to().extension()).isEqualTo("1002");
    floor.requestHangup("c1").hangup("c1");
    assertThat(floor.call("c1"))
        .isEqualTo(
            "received queued allocated(1001) accepted(1001) transferred ended(caller) closed");
  }

  @Test
  void whereAQueueIsFullItWentToItsExtension() {
    floor.status("c1", "FULL").dialBegin("c1", "1003.1").after(1000).hangup("1003.1");
    assertThat(floor.only(CallDetail.Transferred.class).to().extension()).isEqualTo("1002");
    assertThat(floor.call("c1"))
        .endsWith(
            "accepted(1001) transferred left_queue(full) allocated(1003) rejected(withdrawn)");
  }

  @Test
  void aHangupRightAfterItIsToldAfterIt() {
    floor.requestHangup("c1").hangup("c1");
    assertThat(floor.call("c1"))
        .isEqualTo(
            "received queued allocated(1001) accepted(1001) transferred ended(caller) closed");
  }
}
