package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.switchhook.outbox.Await;
import org.switchhook.pbx.CallCentre;
import org.switchhook.pbx.Phone;
import org.switchhook.pbx.Scenarios;

/** A call on a real Asterisk arrives where somebody's SQL says that it shall. */
class FirstCallIT {

  private static final String RNA = "/rna";

  private static Premises premises;
  private static CallCentre centre;
  private static Scenarios scenarios;

  @BeforeAll
  static void open() throws Exception {
    premises = Premises.open();
    centre = new CallCentre(premises.pbx());
    scenarios = new Scenarios(centre);
  }

  @AfterAll
  static void close() throws IOException {
    centre.close();
    premises.close();
  }

  @Test
  void whatRangInVainIsPostedToTheUrlThatAnUpdateSet() {
    BridgeProcess bridge = premises.bridge();
    bridge.awaitConnected();
    premises
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE webhooks SET url = ? WHERE event = 'AgentRingNoAnswer'",
                    premises.inbox().url(RNA)));
    Await.until("the edit is in force", Duration.ofSeconds(2), FirstCallIT::isInForce);

    scenarios.play("rna");
    String call = centre.driver().await("QueueCallerJoin").get("Uniqueid");
    premises.inbox().await(Premises.ALL, call, "call.closed");
    bridge.stop(); // whatever there is to deliver has been delivered then

    List<Posted> story = premises.inbox().story(Premises.ALL, call);
    assertThat(Stories.words("call.", story.stream().map(Posted::body).toList()))
        .isEqualTo(Stories.of(Stories.OF_CALLS, "rna"));
    assertThat(story.stream().map(Posted::sequence).toList())
        .isEqualTo(LongStream.rangeClosed(1, story.size()).boxed().toList());
    assertThat(premises.inbox().at(Premises.ALL).stream().map(Posted::id)).doesNotHaveDuplicates();
    assertThat(story)
        .allSatisfy(posted -> assertThat(posted.json().path("id").asText()).isEqualTo(posted.id()));
    assertThat(premises.inbox().at(RNA).stream().map(Posted::body).toList())
        .containsExactly(ucontact(story.get(3)));
  }

  private static boolean isInForce() {
    return premises
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT COUNT(*) FROM webhook_status JOIN webhooks ON id = webhook_id"
                                + " WHERE event = 'AgentRingNoAnswer' AND state = 'ok'")
                        .mapTo(Integer.class)
                        .one())
        == 1;
  }

  /** As uContact's own documentation shows it, with the month where it belongs. */
  private static String ucontact(Posted rejected) {
    String date =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
            .withZone(ZoneId.of("America/Montevideo"))
            .format(Instant.parse(rejected.json().path("time").asText()));
    return "{\"event\":\"AgentRingNoAnswer\",\"date\":\"%s\",\"agent\":\"Agent 1001\","
            .formatted(date)
        + "\"agentNumber\":\"1001\",\"agentFullName\":\"Agent 1001\",\"callerIdNum\":\"%s\","
            .formatted(Phone.CALLER)
        + "\"campaign\":\"sales\"}";
  }
}
