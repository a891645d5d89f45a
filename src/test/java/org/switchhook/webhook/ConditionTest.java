package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

  private static final JsonNode EVENT = event();

  private static JsonNode event() {
    ObjectNode event = (ObjectNode) EventJson.tree(Events.ended("c1", 3));
    ((ObjectNode) event.path("call").path("data")).put("tier", "gold").put("n", 7).putNull("none");
    return event;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "call.queue.name == 'Demo<-' && has(call.data.tier)|true",
        "event.type == 'call.ended' && event.talkMs > 3000|true",
        "event.talkMs > 3999.5|true",
        "data.tier in ['gold', 'silver']|true",
        "data.n == 7|true",
        "data.n == 8|false",
        "has(data.none)|false",
        "has(call.data.other)|false",
        "event.segments[0].talkMs == 4000|true",
        "event.segments.exists(s, s.agent.username == 'agentTest')|true",
        "call.from.number.matches('^[0-9]+$')|true",
        "size(agent) == 0|true",
      })
  void isTrueOrFalse(String text, boolean holds) {
    Condition condition = Condition.of(text);
    assertThat(condition.holds(EVENT)).isEqualTo(holds);
    assertThat(condition.failures()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call.data.other == 'x'",
        "agent.username == 'x'",
        "data.tier > 3",
        "data.tier",
        "1 / (data.n - 7) == 1",
        "event.segments[9].talkMs == 1"
      })
  void whatFailsIsNoMatchAndIsCounted(String text) {
    Condition condition = Condition.of(text);
    assertThat(condition.holds(EVENT)).isFalse();
    assertThat(condition.holds(EVENT)).isFalse();
    assertThat(condition.failures()).isEqualTo(2);
    assertThat(condition.lastFailure()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call.queue ==",
        "cal.queue == 'x'",
        "'text'",
        "1 + 1",
        "{}",
        "",
        "x.y",
        "\"a",
        "[1].map(a, a + a) == [2]",
        "[1].filter(a, true) == []"
      })
  void whatIsNoConditionIsAnErrorInOneLine(String text) {
    assertThatThrownBy(() -> Condition.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("config: request.condition: ")
        .message()
        .doesNotContain("\n");
  }

  /** An administrator's mistake is not to cost the bridge its time. */
  @Test
  void theCostIsBounded() {
    String range = "[" + "0,".repeat(300) + "0]";
    Condition endless =
        Condition.of(
            "R.all(a, R.all(b, R.all(c, R.all(d, a + b + c + d >= 0))))".replace("R", range));

    assertThat(endless.holds(EVENT)).isFalse();
    assertThat(endless.failures()).isEqualTo(1);
    assertThatThrownBy(() -> Condition.of("true || " + "false || ".repeat(1000) + "true"))
        .hasMessageContaining("at most 4096 fit");
    assertThatThrownBy(() -> Condition.of("(".repeat(2000) + "true" + ")".repeat(2000)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Condition.of("('a' + data.tier).matches('(a+)+$')").holds(EVENT)).isFalse();
  }
}
