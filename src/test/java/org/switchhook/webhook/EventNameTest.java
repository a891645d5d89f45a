package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;

class EventNameTest {

  private static final Event RING_NO_ANSWER = Events.ringNoAnswer("c", 1);

  @Test
  void namesCompareWithoutCaseAndOuterBlanks() {
    assertThat(EventName.list(" agentringnoanswer ,,CALL.Ended,*"))
        .extracting(EventName::text)
        .containsExactly("AgentRingNoAnswer", "call.ended", "*");
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyTypeIsAName(EventType type) {
    assertThat(EventName.of(type.wireName()).text()).isEqualTo(type.wireName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Foo", "call", "call.", "call.x", "pop.*", "custom.", "custom.ä", "**"})
  void unknownIsSaid(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventName.list("AgentLog," + name))
        .withMessageContaining("unknown");
  }

  @Test
  void ringNoAnswerIsThatOutcomeAlone() {
    EventName name = EventName.of("AgentRingNoAnswer");
    assertThat(name.matches(RING_NO_ANSWER)).isTrue();
    assertThat(name.matches(Events.rejected("c", 1, CallDetail.Outcome.REJECTED))).isFalse();
  }

  @Test
  void breakIsOneInAllQueues() {
    EventName name = EventName.of("AgentBreak");
    assertThat(name.matches(Events.paused(1, true))).isTrue();
    assertThat(name.matches(Events.paused(1, false))).isFalse();
  }

  @Test
  void everythingLeavesOutTheHeartbeat() {
    List<Event> events = new ArrayList<>(List.of(RING_NO_ANSWER, Events.loggedIn(1)));
    events.addAll(List.of(Events.stopping(2), Events.heartbeat(1)));
    assertThat(events).filteredOn(EventName.of("*")::matches).hasSize(3);
    assertThat(events).filteredOn(EventName.of("bridge.*")::matches).hasSize(2);
    assertThat(events).filteredOn(EventName.of("call.*")::matches).containsExactly(RING_NO_ANSWER);
  }

  @Test
  void aRowMatchesOnceByItsFirstName() {
    WebhookRow row =
        new WebhookRow(
            1,
            0,
            "",
            "call.rejected, AgentRingNoAnswer",
            "http://h",
            true,
            "",
            "",
            false,
            WebhookRow.Wish.ANY,
            "");
    assertThat(
            Webhook.of(
                    row,
                    Credentials.NONE,
                    (wsdl, action, version) -> {
                      throw new AssertionError(wsdl);
                    })
                .match(RING_NO_ANSWER))
        .hasValue(EventName.of("call.rejected"));
  }
}
