package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.switchhook.event.CustomDetail;
import org.switchhook.event.Event;
import org.switchhook.telephony.signal.DataSignal.Emitted;
import org.switchhook.telephony.signal.DispositionSignal.CodedHere;

/** What is said of a call to the bridge and not to the PBX. */
class SaidHereTest {

  /** The bridge's clock is another than the PBX's. */
  private static final Instant AHEAD = Floor.START.plusSeconds(3600);

  private static final SortedMap<String, String> DATA = new TreeMap<>(Map.of("amount", "5"));

  private final Floor floor = new Floor();

  private void emit(String call, String name) {
    floor.fold(new Emitted("pbx1", AHEAD, call, name, DATA));
  }

  private Event last() {
    return floor.events().get(floor.events().size() - 1);
  }

  @Test
  void anEventOfItsOwnNamingIsOneOfTheCall() {
    floor.newchannel("c1").join("c1", "sales");
    emit("c1", "paid");

    assertThat(last().typeName()).isEqualTo("custom.paid");
    assertThat(last().sequence()).isEqualTo(3);
    assertThat(last().time()).isEqualTo(Floor.START);
    assertThat(last().detail()).isEqualTo(new CustomDetail("paid", DATA));
    emit("pbx1-c1", "again");
    assertThat(last().typeName()).isEqualTo("custom.again");
    floor.requestHangup("c1").abandon("c1", "sales").hangup("c1");
    assertThat(floor.events()).hasSize(6);
  }

  @Test
  void aPhonesCallIsToldFirst() {
    floor.dials("1001.1");
    emit("1001.1", "paid");
    assertThat(floor.events()).isEmpty();

    floor.join("1001.1", "sales");
    assertThat(floor.events())
        .extracting(Event::typeName)
        .containsExactly("call.received", "custom.paid", "call.queued");
  }

  @Test
  void ofNoCallNothingIsTold() {
    emit("c9", "paid");
    floor.fold(new CodedHere("pbx1", AHEAD, "c9", List.of("Sale")));
    assertThat(floor.events()).isEmpty();
  }

  @Test
  void anOutcomeIsCodedByThePhoneThatSaysIt() {
    floor.newchannel("c1").join("c1", "sales").rings("c1", "1001.1", "sales");
    floor.answers("c1", "1001.1", "sales").after(1000).requestHangup("c1").hangup("c1");
    floor.fold(new CodedHere("pbx1", AHEAD, "1001.1", List.of("Sale", "", "Card")));
    assertThat(floor.call("c1")).endsWith("dispositioned(Sale,,Card by agent 1001)");
    assertThat(last().time()).isEqualTo(Floor.START.plusSeconds(1));
  }
}
