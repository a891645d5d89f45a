package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.switchhook.event.AgentDetail;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.Event;
import org.switchhook.event.GapCause;
import org.switchhook.event.Origin;
import org.switchhook.telephony.signal.BridgeSignal.Configured;
import org.switchhook.telephony.signal.BridgeSignal.Connected;
import org.switchhook.telephony.signal.BridgeSignal.Disconnected;
import org.switchhook.telephony.signal.BridgeSignal.Stopping;
import org.switchhook.telephony.signal.Member;
import org.switchhook.telephony.signal.MemberSignal.Listed;
import org.switchhook.telephony.signal.QueueLogEvent;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;
import org.switchhook.telephony.signal.ResyncSignal.AllShown;
import org.switchhook.telephony.signal.ResyncSignal.QueuesShown;

/** A time in which nobody listened: how it is named, and that nothing is decided in it. */
class GapTest {

  private static final Member SALES = Floor.member("1001", "sales");

  private final Floor floor = new Floor().connected();

  private BridgeDetail.Gap gap() {
    return floor.only(BridgeDetail.Gap.class);
  }

  private Floor lost(GapCause cause) {
    return floor.hears(new Disconnected("pbx1", floor.now(), cause));
  }

  private Floor starts() {
    return floor.hears(
        new Configured("bridge", floor.now(), "[0-9]{2,6}", "[*#].*", Map.of(), Duration.ZERO));
  }

  @Test
  void theFirstConnectionEndsNoGap() {
    assertThat(floor.story("bridge")).doesNotContain("gap", "recovered");
  }

  @Test
  void itIsFromTheLossToTheConnect() {
    floor.newchannel("c1").after(1_000);
    Instant loss = floor.now();
    lost(GapCause.CONNECTION_LOST).after(9_000).reconnected().recovered();
    assertThat(gap())
        .isEqualTo(new BridgeDetail.Gap(loss, loss.plusSeconds(9), GapCause.CONNECTION_LOST));
  }

  @Test
  void ofSilenceItIsFromWhatWasHeardLast() {
    floor.newchannel("c1");
    Instant heard = floor.now();
    floor.after(12_000);
    lost(GapCause.SILENCE).after(1_000).reconnected().recovered();
    assertThat(gap().from()).isEqualTo(heard);
    assertThat(gap().cause()).isEqualTo(GapCause.SILENCE);
  }

  @Test
  void aStartAnewIsTheEndOfOne() {
    floor.newchannel("c1").after(5_000);
    starts().after(1_000).reconnected().recovered();
    assertThat(gap().cause()).isEqualTo(GapCause.BRIDGE_DOWN);
  }

  @Test
  void aStartAfterAStopIsNoCrash() {
    floor.newchannel("c1").hears(new Stopping("bridge", floor.now())).after(5_000);
    starts().after(1_000).reconnected().recovered();
    assertThat(gap().cause()).isEqualTo(GapCause.BRIDGE_STOPPED);
  }

  @Test
  void aDamagedJournalIsTheBetterCause() {
    floor.newchannel("c1").after(5_000);
    starts();
    lost(GapCause.JOURNAL_DAMAGED).after(1_000).reconnected().recovered();
    assertThat(gap().cause()).isEqualTo(GapCause.JOURNAL_DAMAGED);
  }

  @Test
  void thePbxThatWasStartedAnewHasEndedItsCalls() {
    floor.newchannel("c1").join("c1", "sales").after(1_000);
    lost(GapCause.CONNECTION_LOST).after(9_000);
    floor.hears(new Connected("pbx1", floor.now(), "9.0", floor.now().minusSeconds(4)));
    floor.hears(new AllShown("pbx1", floor.now(), true)).recovered();
    assertThat(gap().cause()).isEqualTo(GapCause.PBX_RESTARTED);
    assertThat(floor.call("c1")).isEqualTo("received queued abandoned(system) closed");
    assertThat(told("call.abandoned").origin()).isEqualTo(Origin.RECOVERED);
  }

  @Test
  void twoGapsInARowAreToldAndFilledTogether() {
    floor.newchannel("c1").after(1_000);
    Instant loss = floor.now();
    lost(GapCause.CONNECTION_LOST).after(2_000).reconnected().after(500);
    lost(GapCause.SILENCE).after(2_000).reconnected().recovered();
    assertThat(floor.events().stream().filter(e -> e.detail() instanceof BridgeDetail.Gap))
        .hasSize(2);
    assertThat(floor.only(BridgeDetail.Recovered.class).from()).isEqualTo(loss);
  }

  @Test
  void whatIsHeardAgainComesBehindIt() {
    floor.newchannel("c1").after(1_000);
    lost(GapCause.CONNECTION_LOST).after(1_000).reconnected().newchannel("c2");
    assertThat(floor.call("c2")).isEmpty();
    floor.recovered();
    List<Event> events = floor.events();
    assertThat(events.get(events.size() - 1).subject().id()).endsWith("c2");
    assertThat(events.get(events.size() - 2).detail()).isInstanceOf(BridgeDetail.Recovered.class);
  }

  @Test
  void nothingIsDecidedInIt() {
    floor.newchannel("c1").join("c1", "sales").after(1_000);
    floor.abandon("c1", "sales").leave("c1", "sales").after(100);
    lost(GapCause.CONNECTION_LOST).silence(60_000);
    assertThat(floor.call("c1")).isEqualTo("received queued");
  }

  @Test
  void membersThatChangedInItAreTold() {
    floor.added(SALES).after(1_000);
    lost(GapCause.CONNECTION_LOST).after(5_000);
    floor.hears(new Connected("pbx1", floor.now(), "9.0", null));
    Member support = Floor.member("1001", "support");
    floor.hears(new Listed("pbx1", floor.now(), Floor.on(support, "Lunch")));
    floor.hears(new QueuesShown("pbx1", floor.now()));
    floor.hears(new AllShown("pbx1", floor.now(), true));
    floor.hears(logged(2, "sales", QueueLogEvent.REMOVEMEMBER));
    floor.hears(logged(3, "support", QueueLogEvent.ADDMEMBER)).recovered().silence(500);
    assertThat(floor.story("PJSIP/1001"))
        .isEqualTo(
            "logged_in(sales) logged_out(sales) logged_in(support) paused(Lunch [support] all)");
    assertThat(floor.timeOf(AgentDetail.LoggedOut.class)).isEqualTo(Floor.START.plusSeconds(2));
  }

  private static QueueLogged logged(long seconds, String queue, QueueLogEvent event) {
    return new QueueLogged(
        "pbx1", Floor.START.plusSeconds(seconds), null, queue, SALES.iface(), event, List.of());
  }

  /** `queue reload` says nothing of members that stand in queues.conf: the next list does. */
  @Test
  void aListTellsWhatNoEventTold() {
    lost(GapCause.CONNECTION_LOST).after(1_000);
    floor.hears(new Connected("pbx1", floor.now(), "9.0", null));
    floor.hears(new QueuesShown("pbx1", floor.now()));
    floor.hears(new AllShown("pbx1", floor.now(), true)).recovered().after(1_000);
    floor.hears(new Listed("pbx1", floor.now(), SALES));
    floor.hears(new QueuesShown("pbx1", floor.now())).after(1_000);
    floor.hears(new QueuesShown("pbx1", floor.now()));
    assertThat(floor.story("PJSIP/1001")).isEqualTo("logged_in(sales) logged_out(sales)");
    assertThat(told("agent.logged_in").origin()).isEqualTo(Origin.LIVE);
  }

  private Event told(String type) {
    return floor.events().stream()
        .filter(e -> e.type().wireName().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
