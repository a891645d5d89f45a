package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.switchhook.event.CallDetail;

/** A PBX's clock, which is not the bridge's and can be set. */
class ClockTest {

  private final Floor floor = new Floor();

  private void talking() {
    floor.newchannel("c1").join("c1", "sales").after(1000).rings("c1", "1001.1", "sales");
    floor.after(2000).answers("c1", "1001.1", "sales");
  }

  private void callerGoes() {
    floor.requestHangup("c1").exit("c1").exit("1001.1").hangup("c1").hangup("1001.1");
  }

  @Test
  void aClockThatGoesBackShortensNothingBelowZero() {
    talking();
    floor.after(-3_600_000);
    callerGoes();
    CallDetail.Ended ended = floor.only(CallDetail.Ended.class);
    assertThat(ended.talkMs()).isZero();
    assertThat(ended.durationMs()).isEqualTo(3000);
  }

  @Test
  void whatBearsNoTimeOfThePbxDoesNotMoveItsClock() {
    talking();
    // The list at connect has the arrival by the bridge's clock, which may be an hour ahead.
    floor.after(3_600_000).connected().listed(Floor.member("1003", "sales")).after(-3_600_000);
    floor.after(5000);
    callerGoes();
    assertThat(floor.only(CallDetail.Ended.class).talkMs()).isEqualTo(5000);
  }
}
