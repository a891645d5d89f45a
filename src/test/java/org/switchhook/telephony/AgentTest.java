package org.switchhook.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.switchhook.telephony.Floor.member;
import static org.switchhook.telephony.Floor.on;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.switchhook.event.AgentDetail;
import org.switchhook.event.AgentRef;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.telephony.signal.Member;

/** Agents in ways that the recordings do not have. */
class AgentTest {

  private static final Member SALES = member("1001", "sales");
  private static final Member SUPPORT = member("1001", "support");

  private final Floor floor = new Floor();

  private String story() {
    return floor.story("PJSIP/1001");
  }

  private Floor inBoth() {
    return floor.added(SALES).added(SUPPORT).after(60_000);
  }

  @Test
  void aPauseOfSeveralQueuesIsOne() {
    inBoth().paused(on(SALES, "Lunch")).after(99).paused(on(SUPPORT, "Lunch")).silence(200);
    floor.after(1000).paused(SALES).paused(SUPPORT).silence(200);
    assertThat(story())
        .endsWith("paused(Lunch [sales, support] all) unpaused(Lunch [sales, support] all)");
    assertThat(floor.only(AgentDetail.Paused.class).automatic()).isFalse();
  }

  @Test
  void theWindowClosesAtAnyOtherFrameAboutTheAgent() {
    inBoth().paused(on(SALES, "Lunch")).after(20);
    floor.newchannel("c1").join("c1", "sales").rings("c1", "1001.1", "sales").after(20);
    assertThat(story()).endsWith("paused(Lunch [sales])");
    floor.paused(on(SUPPORT, "Lunch")).silence(200);
    assertThat(story()).endsWith("paused(Lunch [sales]) paused(Lunch [support] all)");
    assertThat(floor.events())
        .filteredOn(e -> e.type() == EventType.AGENT_PAUSED)
        .extracting(Event::time)
        .contains(Floor.START.plusMillis(60_000));
  }

  @Test
  void aNewReasonEndsTheOldPause() {
    inBoth().paused(on(SALES, "Lunch")).paused(on(SUPPORT, "Lunch")).after(5000);
    floor.paused(on(SALES, "Training")).paused(on(SUPPORT, "Training")).silence(200);
    assertThat(story())
        .endsWith(
            "paused(Lunch [sales, support] all) unpaused(Lunch [sales, support] all)"
                + " paused(Training [sales, support] all)");
    assertThat(floor.only(AgentDetail.Unpaused.class).pausedMs()).isEqualTo(5000);
  }

  @Test
  void whoIsAddedPausedLogsInAndIsPaused() {
    floor.added(on(SALES, "Lunch")).silence(200);
    assertThat(story()).isEqualTo("logged_in(sales) paused(Lunch [sales] all)");
  }

  @Test
  void whoIsRemovedWhilePausedIsNotPausedAnyLonger() {
    floor.added(SALES).paused(on(SALES, "Lunch")).after(50).removed(on(SALES, "Lunch"));
    assertThat(story())
        .isEqualTo(
            "logged_in(sales) paused(Lunch [sales] all) unpaused(Lunch [sales] all)"
                + " logged_out(sales)");
    assertThat(floor.only(AgentDetail.LoggedOut.class).sessionMs()).isEqualTo(50);
  }

  @Test
  void aLogoutOfAllQueuesOnABreakEndsTheBreakOnce() {
    inBoth().paused(on(SALES, "Lunch")).paused(on(SUPPORT, "Lunch")).after(1000);
    floor.removed(on(SALES, "Lunch")).removed(on(SUPPORT, "Lunch")).silence(200);
    assertThat(story())
        .endsWith(
            "paused(Lunch [sales, support] all) queues_changed(+[]-[sales])"
                + " unpaused(Lunch [support] all) logged_out(support)");
  }

  @Test
  void aBreakEndsWithTheLastQueueThatItIsIn() {
    floor.added(SALES).paused(on(SALES, "Lunch")).silence(200).added(SUPPORT).after(10);
    floor.removed(on(SALES, "Lunch")).silence(200);
    assertThat(story()).endsWith("unpaused(Lunch [sales] all) queues_changed(+[]-[sales])");
  }

  @Test
  void anAgentInTwoQueuesIsOne() {
    inBoth();
    floor.newchannel("c1").join("c1", "sales").rings("c1", "1001.1", "sales");
    floor.newchannel("c2").join("c2", "support").rings("c2", "1001.2", "support");
    floor.answers("c2", "1001.2", "support").hangup("1001.1").hangup("1001.2");
    floor.hangup("c1").hangup("c2");
    assertThat(story()).isEqualTo("logged_in(sales) queues_changed(+[support]-[])");
    assertThat(floor.events().stream().map(Event::agent).filter(Objects::nonNull))
        .extracting(AgentRef::iface)
        .containsOnly("PJSIP/1001");
  }

  @Test
  void theStateInterfaceCountsAsSoonAsItIsKnown() {
    Member listed = new Member("sales", "PJSIP/1001", "hint:1001@ctx", "Ana", false, null, 0);
    floor.newchannel("c1").join("c1", "sales").rings("c1", "1001.1", "sales");
    floor.listed(listed).dials("1001.2").join("1001.2", "sales");
    floor.rings("1001.2", "1002.1", "sales").paused(on(listed, "Lunch")).silence(200);
    assertThat(floor.story("hint:1001@ctx")).isEqualTo("paused(Lunch [sales] all)");
    assertThat(story()).isEmpty();
  }

  @Test
  void aListThatComesAgainTellsNothing() {
    floor.listed(SALES).listed(on(SUPPORT, "Lunch")).after(1000).connected();
    floor.listed(SALES).listed(on(SUPPORT, "Lunch")).silence(1000);
    assertThat(story()).isEmpty();
    floor.removed(SALES).removed(on(SUPPORT, "Lunch"));
    assertThat(floor.only(AgentDetail.LoggedOut.class).sessionMs()).isNull();
    assertThat(floor.only(AgentDetail.Unpaused.class).pausedMs()).isNull();
  }

  @Test
  void aPauseThatBeganUnseenHasNoLength() {
    floor.added(SALES).paused(on(SALES, "Lunch")).after(1000).connected();
    floor.listed(on(SALES, "Training")).after(1000).paused(SALES).silence(200);
    assertThat(floor.only(AgentDetail.Unpaused.class).pausedMs()).isNull();
  }

  @Test
  void aLocalMemberWithoutANameIsShownByTheNumber() {
    String iface = "Local/1001@from-queue/n";
    floor.added(new Member("sales", iface, null, iface, false, null, 0));
    assertThat(floor.events())
        .extracting(Event::agent)
        .containsExactly(new AgentRef("1001", "1001", "1001", iface));
  }
}
