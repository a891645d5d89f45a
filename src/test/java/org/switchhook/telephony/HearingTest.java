package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the PBX's clock shows, as near as its events tell. */
class HearingTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final Hearing hearing = new Hearing();

  @Test
  void beforeAnythingIsHeardItIsTheBridges() {
    assertThat(hearing.pbxTime(NOON)).isEqualTo(NOON);
  }

  @Test
  void whatComesLateDoesNotPutItBack() {
    hearing.heard(NOON, NOON.plusMillis(3));
    hearing.heard(NOON.plusSeconds(5), NOON.plusSeconds(8));
    assertThat(hearing.pbxTime(NOON.plusSeconds(9))).isEqualTo(NOON.plusSeconds(9).minusMillis(3));
  }

  @Test
  void aClockThatGoesWrongIsFollowed() {
    hearing.heard(NOON.plusSeconds(100), NOON);
    assertThat(hearing.pbxTime(NOON)).isEqualTo(NOON.plusSeconds(100));
  }

  @Test
  void aClockThatIsPutBackIsBelievedAfterTwoMinutes() {
    hearing.heard(NOON.plusSeconds(100), NOON);
    for (int second = 1; second <= 121; second++) {
      hearing.heard(NOON.plusSeconds(second), NOON.plusSeconds(second));
    }
    assertThat(hearing.pbxTime(NOON.plusSeconds(121))).isEqualTo(NOON.plusSeconds(121));
  }
}
