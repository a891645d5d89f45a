package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.switchhook.event.CallDetail;
import org.switchhook.event.PartyRef;

/** A phone's call to the outside in ways that the recordings do not have. */
class OutboundCallTest {

  private final Floor floor = new Floor();

  @BeforeEach
  void talking() {
    floor.dials("1001.1").dialBegin("1001.1", "c1").ringing("c1").after(1000);
    floor.dialEnd("1001.1", "c1", "ANSWER").after(1000);
  }

  @Test
  void heldByTheOutsideParty() {
    floor.hold("c1");
    PartyRef by = floor.only(CallDetail.Held.class).by();
    assertThat(by.number()).isEqualTo("7000");
    assertThat(by.extension()).isNull();
  }

  @Test
  void heldByThePhone() {
    floor.hold("1001.1");
    assertThat(floor.only(CallDetail.Held.class).by().extension()).isEqualTo("1001");
  }
}
