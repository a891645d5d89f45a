package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A call that rings one phone and is taken from another, in the orders that Asterisk has for it.
 */
class PickupTest {

  private static final String TAKEN =
      "received allocated(1001) rejected(answered_elsewhere) allocated(1002) accepted(1002)"
          + " ended(caller) closed";

  private final Floor floor = new Floor();

  @BeforeEach
  void ringing() {
    floor.newchannel("c1").newchannel("1001.1").dialBegin("c1", "1001.1").ringing("1001.1");
    floor.after(1000).dials("1002.1");
  }

  @Test
  void pickedUpAndThenAnswered() {
    floor.picksUp("1002.1", "1001.1").hangup("1001.1").dialEnd("c1", "1002.1", "ANSWER");
    assertThat(talkedAndHungUp()).isEqualTo(TAKEN);
  }

  @Test
  void answeredBeforeItIsPickedUp() {
    floor.dialEnd("c1", "1002.1", "ANSWER").picksUp("1002.1", "1001.1").hangup("1001.1");
    assertThat(talkedAndHungUp()).isEqualTo(TAKEN);
  }

  @Test
  void aMembersCallIsConnectedBeforeItIsPickedUp() {
    Floor queue = new Floor().newchannel("c2").join("c2", "sales").rings("c2", "1001.2", "sales");
    queue.after(1000).dials("1002.2").leave("c2", "sales");
    queue.connects("c2", "1002.2", "sales", "1001.2").picksUp("1002.2", "1001.2");
    queue.hangup("1001.2").enter("1002.2").enter("c2");
    assertThat(queue.call("c2"))
        .isEqualTo(
            "received queued allocated(1001) rejected(answered_elsewhere) allocated(1002)"
                + " accepted(1002)");
  }

  private String talkedAndHungUp() {
    floor.enter("1002.1").enter("c1").after(2000);
    floor.requestHangup("c1").exit("c1").exit("1002.1").hangup("c1").hangup("1002.1");
    assertThat(floor.call("1002.1")).isEmpty();
    return floor.call("c1");
  }
}
