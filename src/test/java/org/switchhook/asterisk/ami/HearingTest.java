package org.switchhook.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.switchhook.event.GapCause;
import org.switchhook.telephony.signal.BridgeSignal.Connected;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.ResyncSignal.QueuesShown;
import org.switchhook.telephony.signal.Signal;

/** Since when a PBX is heard, and when the last came of it. */
class HearingTest {

  private static final Instant NOW = Instant.parse("2026-11-22T03:00:13.345Z");

  private final List<Signal> signals = new ArrayList<>();
  private Instant now = NOW;
  private final Hearing hearing = new Hearing("pbx1", signals::add, () -> now);

  @Test
  void sinceWhenItIsHeardOrNot() throws Exception {
    hearing.lost(GapCause.CONNECTION_LOST);
    assertThat(hearing.since()).isNull();
    hearing.accept(new Connected("pbx1", NOW, "11.0.0", null));
    assertThat(hearing.isConnected()).isTrue();
    assertThat(hearing.since()).isEqualTo(NOW);
    now = NOW.plusSeconds(60);
    hearing.lost(GapCause.CONNECTION_LOST);
    now = NOW.plusSeconds(70);
    hearing.lost(GapCause.CONNECTION_LOST);
    assertThat(hearing.isConnected()).isFalse();
    assertThat(hearing.since()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void whatWasAskedForIsNoEvent() throws Exception {
    assertThat(hearing.lastAt()).isNull();
    hearing.accept(new Tick("pbx1", NOW));
    now = NOW.plusSeconds(15);
    hearing.accept(new QueuesShown("pbx1", now));
    assertThat(hearing.lastAt()).isEqualTo(NOW);
    assertThat(signals).hasSize(2);
  }
}
