package org.switchhook.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventJsonTest {

  @Test
  void oneLineInTheOrderOfTheDocumentation() {
    assertThat(EventJson.text(Events.ringNoAnswer("pbx1-1.2", 4)))
        .isEqualTo(
            "{\"id\":\""
                + Events.ringNoAnswer("pbx1-1.2", 4).id()
                + "\",\"type\":\"call.rejected\",\"time\":\"2026-11-22T03:00:13.345Z\","
                + "\"recordedAt\":\"2026-11-22T03:00:13.347Z\",\"pbx\":\"pbx1\",\"sequence\":4,"
                + "\"origin\":\"live\",\"call\":{\"id\":\"pbx1-1.2\",\"uniqueid\":\"pbx1-1.2\","
                + "\"direction\":\"inbound\",\"kind\":\"queue\",\"from\":{\"number\":\"1234\","
                + "\"name\":\"Ñandú \\\"x\\\"\"},\"to\":{\"number\":\"7000\"},"
                + "\"campaign\":\"Demo<-\",\"queue\":{\"name\":\"Demo<-\"},"
                + "\"startedAt\":\"2026-11-22T03:00:13.345Z\",\"data\":{}},"
                + "\"agent\":{\"username\":\"agentTest\",\"number\":\"9999\","
                + "\"fullName\":\"Agente Test\",\"interface\":\"PJSIP/9999\"},"
                + "\"offer\":\"offer1\",\"queue\":{\"name\":\"Demo<-\"},"
                + "\"outcome\":\"no_answer\",\"ringMs\":3000}");
  }

  @Test
  void absentIsLeftOut() {
    assertThat(EventJson.text(Events.stopping(1)))
        .startsWith("{\"id\":\"evt_")
        .endsWith("\"sequence\":1,\"origin\":\"live\"}")
        .doesNotContain("pbx")
        .doesNotContain("null");
  }
}
