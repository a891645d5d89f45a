package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.Schemas;
import org.switchhook.event.Event;

/** Byte for byte what uContact's own documentation shows, with the month where it belongs. */
class UcontactFormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AgentRingNoAnswer|rna|{\"event\":\"AgentRingNoAnswer\",\"date\":\"2026-11-22 00:00:13\","
            + "\"agent\":\"agentTest\",\"agentNumber\":\"9999\",\"agentFullName\":\"Agente Test\","
            + "\"callerIdNum\":\"1234\",\"campaign\":\"Demo<-\"}",
        "AgentLog|in|{\"event\":\"AgentLog\",\"date\":\"2026-11-22 00:00:13\","
            + "\"agent\":\"agentTest\",\"isLogin\":true}",
        "AgentLog|out|{\"event\":\"AgentLog\",\"date\":\"2026-11-22 00:00:13\","
            + "\"agent\":\"agentTest\",\"isLogin\":false}",
        "AgentBreak|pause|{\"event\":\"AgentBreak\",\"date\":\"2026-11-22 00:00:13\","
            + "\"agent\":\"agentTest\",\"motive\":\"Lunch\",\"isBreak\":true}",
        "AgentBreak|unpause|{\"event\":\"AgentBreak\",\"date\":\"2026-11-22 00:00:13\","
            + "\"agent\":\"agentTest\",\"motive\":\"Lunch\",\"isBreak\":false}",
        "FinishInteraction|ended|{\"event\":\"FinishInteraction\",\"date\":\"2026-11-22 00:00:13\","
            + "\"guid\":\"pbx1-1.2\",\"campaign\":\"Demo<-\",\"agent\":\"agentTest\","
            + "\"duration\":4,\"clientId\":\"1234\",\"channel\":\"telephony\"}",
        "FinishInteraction|abandoned|{\"event\":\"FinishInteraction\","
            + "\"date\":\"2026-11-22 00:00:13\",\"guid\":\"pbx1-1.2\",\"campaign\":\"Demo<-\","
            + "\"agent\":\"\",\"duration\":0,\"clientId\":\"1234\",\"channel\":\"telephony\"}",
        "InteractionDisposition|coded|{\"event\":\"InteractionDisposition\","
            + "\"date\":\"2026-11-22 00:00:13\",\"guid\":\"pbx1-1.2\",\"campaign\":\"Demo<-\","
            + "\"agent\":\"agentTest\",\"value1\":\"Sale\",\"value2\":\"\",\"value3\":\"Card\","
            + "\"channel\":\"telephony\"}",
        "InteractionDisposition|by nobody|{\"event\":\"InteractionDisposition\","
            + "\"date\":\"2026-11-22 00:00:13\",\"guid\":\"pbx1-1.2\",\"campaign\":\"Demo<-\","
            + "\"agent\":\"\",\"value1\":\"Scam\",\"value2\":\"\",\"value3\":\"\","
            + "\"channel\":\"telephony\"}",
        "QueueJoin|queued|{\"event\":\"QueueJoin\",\"date\":\"2026-11-22 00:00:13\","
            + "\"guid\":\"pbx1-1.2\",\"campaign\":\"Demo<-\",\"callerIdNum\":\"1234\","
            + "\"position\":2,\"channel\":\"telephony\"}",
      })
  void bodies(String name, String event, String body) {
    UcontactFormat format = new UcontactFormat(ZoneId.of("America/Montevideo"));
    assertThat(format.render(EventName.of(name), event(event))).isEqualTo(body);
    Schemas.assertValid(body);
  }

  private static Event event(String name) {
    return switch (name) {
      case "rna" -> Events.ringNoAnswer("pbx1-1.2", 4);
      case "in" -> Events.loggedIn(1);
      case "out" -> Events.loggedOut(2);
      case "pause" -> Events.paused(3, true);
      case "unpause" -> Events.unpaused(4);
      case "ended" -> Events.ended("pbx1-1.2", 5);
      case "abandoned" -> Events.abandoned("pbx1-1.2", 5);
      case "coded" -> Events.dispositioned("pbx1-1.2", 5, Events.AGENT, "Sale", "", "Card");
      case "by nobody" -> Events.dispositioned("pbx1-1.2", 5, null, "Scam");
      default -> Events.queued("pbx1-1.2", 2);
    };
  }
}
