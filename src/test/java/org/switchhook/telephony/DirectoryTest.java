package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.switchhook.telephony.Floor.member;
import static org.switchhook.telephony.Floor.on;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.switchhook.event.AgentRef;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.PartyRef;
import org.switchhook.telephony.signal.AgentRow;
import org.switchhook.telephony.signal.Member;

/** The rows of {@code agents} in calls and in what agents do. */
class DirectoryTest {

  private static final AgentRow ANA = new AgentRow("PJSIP/1001", "ana", "501", "Ana Suárez");
  private static final AgentRef SHOWN = new AgentRef("ana", "501", "Ana Suárez", "PJSIP/1001");
  private static final Member SALES = member("1001", "sales");

  /** As FreePBX has them. */
  private static final Member HINTED =
      new Member("sales", "Local/1001@from-queue/n", "hint:1001@ext-local", "Ana", false, null, 0);

  private final Floor floor = new Floor();

  /** Every agent in every event, as shown there. */
  private List<AgentRef> shown() {
    return floor.events().stream()
        .flatMap(e -> Stream.concat(Stream.ofNullable(e.agent()), inDetail(e)))
        .toList();
  }

  private static Stream<AgentRef> inDetail(Event event) {
    if (event.detail() instanceof CallDetail.Held held) {
      return Stream.of(held.by()).map(PartyRef::agent).filter(Objects::nonNull);
    }
    if (event.detail() instanceof CallDetail.Resumed resumed) {
      return Stream.of(resumed.by()).map(PartyRef::agent).filter(Objects::nonNull);
    }
    if (event.detail() instanceof CallDetail.Transferred transferred) {
      return Stream.of(transferred.by(), transferred.to())
          .map(PartyRef::agent)
          .filter(Objects::nonNull);
    }
    return event.detail() instanceof CallDetail.Ended ended
        ? ended.segments().stream().map(CallDetail.Segment::agent).filter(Objects::nonNull)
        : Stream.of();
  }

  private Floor talking() {
    floor.newchannel("c1").join("c1", "sales").rings("c1", "1001.1", "sales");
    return floor.answers("c1", "1001.1", "sales").after(1000);
  }

  @Test
  void withoutARowTheQueueNames() {
    floor.added(SALES);
    assertThat(shown())
        .containsExactly(new AgentRef("Agent 1001", "1001", "Agent 1001", "PJSIP/1001"));
  }

  @Test
  void aRowNamesItsAgentInAllEvents() {
    floor.agents(ANA).added(SALES).paused(on(SALES, "Lunch")).silence(200).paused(SALES);
    talking().hold("1001.1").after(500).unhold("1001.1").silence(300);
    floor.blind("1001.1", "c1", "1002").hangup("1001.1").hangup("c1").removed(SALES).silence(3000);
    assertThat(floor.events().stream().map(Event::type))
        .contains(
            EventType.AGENT_LOGGED_IN,
            EventType.AGENT_PAUSED,
            EventType.AGENT_UNPAUSED,
            EventType.AGENT_LOGGED_OUT,
            EventType.CALL_ALLOCATED,
            EventType.CALL_ACCEPTED,
            EventType.CALL_HELD,
            EventType.CALL_RESUMED,
            EventType.CALL_TRANSFERRED,
            EventType.CALL_ENDED,
            EventType.CALL_CLOSED);
    assertThat(shown()).hasSizeGreaterThan(14).containsOnly(SHOWN);
  }

  @Test
  void aChangeCountsFromTheNextEventOnInACallUnderWay() {
    floor.added(SALES);
    talking().agents(ANA).hold("1001.1").agents().unhold("1001.1").silence(300);
    floor.agents(new AgentRow("PJSIP/1001", "bea", null, null)).hangup("1001.1").hangup("c1");
    assertThat(floor.only(CallDetail.Held.class).by().agent()).isEqualTo(SHOWN);
    assertThat(floor.only(CallDetail.Resumed.class).by().agent())
        .isEqualTo(new AgentRef("Agent 1001.1", "1001", "Agent 1001.1", "PJSIP/1001"));
    assertThat(floor.only(CallDetail.Ended.class).segments().get(0).agent())
        .isEqualTo(new AgentRef("bea", "1001", "Agent 1001.1", "PJSIP/1001"));
  }

  @Test
  void anAgentWhomNoQueueKnowsDialsOut() {
    floor.agents(ANA).dials("1001.1").dialBegin("1001.1", "c1").ringing("c1").after(1000);
    floor.dialEnd("1001.1", "c1", "ANSWER").hangup("c1").hangup("1001.1");
    assertThat(floor.callAt(CallDetail.Received.class).direction()).isEqualTo(Direction.OUTBOUND);
    assertThat(floor.only(CallDetail.Received.class).extension()).isNull();
    assertThat(shown()).hasSizeGreaterThan(2).containsOnly(SHOWN);
  }

  @Test
  void anAgentWhomNoQueueKnowsIsCalled() {
    floor.agents(ANA).newchannel("c1").newchannel("1001.1").dialBegin("c1", "1001.1");
    assertThat(floor.only(CallDetail.Allocated.class).extension()).isNull();
    assertThat(shown()).containsExactly(SHOWN);
  }

  @Test
  void whoStandsInTheTableHasAPhoneWhateverItsNumber() {
    floor.dials("desk.1").dialBegin("desk.1", "c1");
    assertThat(floor.callAt(CallDetail.Received.class).direction()).isEqualTo(Direction.INBOUND);
    Floor other = new Floor().agents(new AgentRow("PJSIP/desk", "ana", null, null));
    other.dials("desk.1").dialBegin("desk.1", "c1");
    assertThat(other.callAt(CallDetail.Received.class).direction()).isEqualTo(Direction.OUTBOUND);
    assertThat(other.events().get(0).agent())
        .isEqualTo(new AgentRef("ana", "desk", "ana", "PJSIP/desk"));
  }

  @Test
  void aRowAloneLogsNobodyIn() {
    floor.agents(ANA).dials("1001.1").dialBegin("1001.1", "c1").heartbeat();
    assertThat(floor.story("PJSIP/1001")).isEmpty();
    assertThat(floor.only(BridgeDetail.Heartbeat.class).agentsLoggedIn()).isZero();
  }

  @Test
  void whereARowIsSilentTheQueueNames() {
    floor.agents(new AgentRow("PJSIP/1001", null, "501", null)).added(SALES);
    assertThat(shown())
        .containsExactly(new AgentRef("Agent 1001", "501", "Agent 1001", "PJSIP/1001"));
  }

  @Test
  void twoInterfacesOfOnePersonHaveOneName() {
    floor.agents(ANA, new AgentRow("PJSIP/1002", "ana", "501", "Ana Suárez"));
    floor.added(SALES).added(member("1002", "sales"));
    assertThat(shown()).extracting(AgentRef::username).containsExactly("ana", "ana");
    assertThat(floor.story("PJSIP/1001")).isEqualTo("logged_in(sales)");
    assertThat(floor.story("PJSIP/1002")).isEqualTo("logged_in(sales)");
  }

  @Test
  void aRowOfThePhoneNamesWhomTheDialplanRingsThere() {
    floor.agents(ANA).added(HINTED).dials("1001.1").dialBegin("1001.1", "c1");
    assertThat(shown())
        .containsOnly(new AgentRef("ana", "501", "Ana Suárez", "hint:1001@ext-local"));
  }

  @Test
  void aRowOfTheHintIsOfThePhoneToo() {
    floor.agents(new AgentRow("hint:1001@ext-local", "ana", null, "Ana Suárez"));
    floor.dials("1001.1").dialBegin("1001.1", "c1").added(HINTED);
    assertThat(shown())
        .containsOnly(new AgentRef("ana", "1001", "Ana Suárez", "hint:1001@ext-local"));
  }

  @Test
  void theVeryInterfaceComesFirst() {
    AgentRow hint = new AgentRow("hint:1001@ext-local", "bea", null, null);
    floor.agents(hint, ANA).added(HINTED).added(member("1001", "support"));
    assertThat(shown()).extracting(AgentRef::username).containsExactly("bea", "ana");
  }

  @Test
  void anAgentOfAPoolHasNoPhone() {
    floor.agents(new AgentRow("Agent:1001", "ana", null, null));
    floor.dials("1001.1").dialBegin("1001.1", "c1");
    assertThat(floor.only(CallDetail.Received.class).extension()).isEqualTo("1001");
  }

  @Test
  void aRowOfAPhoneNamesNoAgentOfAPool() {
    Directory directory = new Directory(List.of(ANA));
    AgentRef pooled = new AgentRef("Bea", "1001", "Bea", "Agent:1001");
    assertThat(directory.named(pooled)).isEqualTo(pooled);
    AgentRow row = new AgentRow("Agent:1001", "bea", null, null);
    assertThat(new Directory(List.of(ANA, row)).named(pooled).username()).isEqualTo("bea");
  }

  @Test
  void aLocalChannelIsNobodysPhone() {
    Directory directory = new Directory(List.of(ANA));
    assertThat(directory.agentOn(Endpoint.ofInterface("Local/1001@from-internal"))).isNull();
    assertThat(directory.agentOn(Endpoint.ofInterface("SIP/1001"))).isNull();
  }
}
