package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.event.Event;
import org.switchhook.webhook.template.NoValueException;
import org.switchhook.webhook.template.ResponseTemplate;
import org.switchhook.webhook.template.Values;
import org.switchhook.webhook.template.Wishes;

/** What answers set on calls, and what of it cannot be used. */
class WishesTest {

  private static final Event EVENT = Events.ended("c 1", 3);
  private static final Values VALUES = Values.of(EventJson.tree(EVENT), "call.ended");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String ALL =
      """
      {"priority": "{response.body.prio}", "queue": {"address": "{response.body.queue}"},
       "preferredAgent": "{response.body.agent}"}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"prio\": 7, \"queue\": \"vip\", \"agent\": \"alice\"}|7|vip|alice",
        "{\"prio\": \"-5\"}|-5||",
        "{\"prio\": \" +1000000 \", \"queue\": null, \"agent\": \"\"}|1000000||",
        "{\"queue\": \"Demo<-\", \"agent\": \"Local/5001@agents/n\"}||Demo<-|Local/5001@agents/n",
        "{\"queue\": \"Süd 2\", \"agent\": 5001}||Süd 2|5001",
        "{}|||",
      })
  void areWhatTheAnswerHas(String body, Integer priority, String queue, String agent) {
    assertThat(wishes(ALL, body)).isEqualTo(new Wishes(priority, queue, agent));
  }

  @Test
  void ofHeadersNoOthersAreKeptThanItReads() {
    UnaryOperator<String> asked =
        template("{\"preferredAgent\": \"{response.headers.X-Agent}\"}").asked(name -> "alice");
    assertThat(asked.apply("X-Agent")).isEqualTo("alice");
    assertThat(asked.apply("X-Other")).isNull();
  }

  @Test
  void mayBeConstantsOrOfTheEvent() {
    assertThat(wishes("{\"priority\": 3, \"preferredAgent\": \"{call.queue.name}\"}", ""))
        .isEqualTo(new Wishes(3, null, "Demo<-"));
    assertThat(wishes("{\"priority\": \"{response.body.a.prio}\"}", "<a><prio>3</prio></a>"))
        .isEqualTo(new Wishes(3, null, null));
    assertThat(wishes("{}", "no JSON").isNothing()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"high", "1.5", "1000001", "-1000001", "99999999999999999999", "0x10", "٣", "[1]"})
  void aPriorityIsAnInteger(String priority) {
    assertRefused(
        "prio", priority, "response.set.priority is no priority: it has to be an integer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nAction: Originate",
        "a\u0000b",
        "a\u0085b",
        "a\u2028b",
        "a,b",
        "a&b",
        "${SHELL(reboot)}",
        "$[1]",
        "a\"b",
        "a'b",
        "a\\b",
        "a;b",
        "a|b",
        "a(b)",
        "a^b",
        "a?b",
        "{x}",
        "sales,",
        "vip$",
        "vip\"",
        "vip)",
        "\uD83D\uDE00"
      })
  void aNameIsOneArgumentOfADialplan(String name) {
    assertRefused("queue", name, "response.set.queue.address is no name");
    assertRefused("agent", name, "response.set.preferredAgent is no name");
  }

  @Test
  void aNameHasAnEnd() {
    assertThat(wishes(ALL, "{\"queue\": \"" + "q".repeat(128) + "\"}").queue()).hasSize(128);
    assertRefused("queue", "q".repeat(129), "is no name");
  }

  @Test
  void whatIsNoAnswerSetsNothing() {
    assertThatThrownBy(() -> wishes(ALL, "<html>"))
        .isInstanceOf(NoValueException.class)
        .hasMessageStartingWith("the answer is no XML");
    assertThatThrownBy(() -> wishes(ALL, "oops"))
        .isInstanceOf(NoValueException.class)
        .hasMessageStartingWith("the answer is no JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1|response.set: is no object; write",
        "{\"prio\": 1}|response.set: 'prio' is unknown; write one of preferredAgent, priority, queue",
        "{\"queue\": \"vip\"}|response.set: write \"queue\": {\"address\":",
        "{\"queue\": {\"name\": \"vip\"}}|response.set: write \"queue\": {\"address\":",
        "{\"priority\": null}|response.set: has a value that is no text, number or boolean",
        "{\"priority\": \"high\"}|response.set: priority is no priority",
        "{\"preferredAgent\": \"a&b\"}|response.set: preferredAgent is no name",
        "{\"priority\": \"{response.prio}\"}|response.set: {response.prio} is no part of an answer",
        "{\"priority\": \"{call.prio}\"}|{call.prio} is no field of the events",
        "{\"priority\": \"{authentications.crm}\"}|response.set: may have no {authentications...}",
      })
  void aRowThatCannotWorkIsRefusedInWords(String set, String says) {
    assertThatThrownBy(() -> template(set))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(says);
  }

  private static void assertRefused(String field, String value, String says) {
    String body;
    try {
      body = JSON.writeValueAsString(JSON.createObjectNode().put(field, value));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
    assertThatThrownBy(() -> wishes(ALL, body))
        .isInstanceOf(NoValueException.class)
        .hasMessageContaining(says);
  }

  private static Wishes wishes(String set, String body) {
    return template(set).wishes(VALUES, 200, name -> null, body);
  }

  private static ResponseTemplate template(String set) {
    return RowConfig.of("{\"response\": {\"set\": " + set + "}}")
        .response(List.of(EventName.of("call.ended")));
  }
}
