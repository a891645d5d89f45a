package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Call detail records that Asterisk writes some minutes later than the calls were. */
class LateRecordsTest {

  private final Floor floor = new Floor().connected();

  private Floor gap() {
    return floor.dials("1001.1").hangup("1001.1").after(1_000).disconnected().after(20_000);
  }

  @Test
  void aCallOfTheGapIsToldWhenItIsWritten() {
    gap().reconnected().recovered();
    floor.after(60_000).dials("1001.3").cdr("1795348805.7", 5_000, 9_000).silence(5_000);
    assertThat(floor.call("1795348805.7"))
        .isEqualTo("received allocated(1002) accepted(1002) ended(unknown) closed");
  }

  @Test
  void itIsToldOnce() {
    gap().reconnected().cdr("1795348805.7", 5_000, 9_000).recovered();
    floor.after(60_000).dials("1001.3").cdr("1795348805.7", 5_000, 9_000).silence(5_000);
    assertThat(floor.call("1795348805.7"))
        .isEqualTo("received allocated(1002) accepted(1002) ended(unknown) closed");
  }

  @Test
  void aCallThatEndedLaterWasHeard() {
    gap().reconnected().recovered();
    floor.after(60_000).dials("1001.3").cdr("1795348805.7", 5_000, 25_000).silence(5_000);
    assertThat(floor.call("1795348805.7")).isEmpty();
  }

  @Test
  void afterTenMinutesNothingMoreIsAskedFor() {
    gap().reconnected().recovered();
    floor.after(660_000).dials("1001.3").cdr("1795348805.7", 5_000, 9_000).silence(5_000);
    assertThat(floor.call("1795348805.7")).isEmpty();
  }
}
