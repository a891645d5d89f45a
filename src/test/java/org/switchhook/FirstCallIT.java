package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
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
  private static final Pattern LOG_LINE =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z (INFO|WARN|ERROR) +\\[");

  /** Whatever a caller calls himself is data, here and at the receiver. */
  private static final List<String> NAMES =
      List.of(
          "Zoë \"x\"} {event}%0d%0aX-Evil: 1 <b>",
          "\"},\"type\":\"call.closed\",\"x\":{\"",
          "'; DROP TABLE webhooks; -- {call} [contact:phone]",
          "${SHELL(id)} $[1+1] ${HASH} #{1} {{7*7}}",
          "C:\\r\\n\\u0022\\",
          "2026-11-22T00:00:00.000Z ERROR [main] Forged: \u2028\u0085\u202e\ud83d\ude00");

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
    try {
      premises.assertNoSecretIsTold();
    } finally {
      centre.close();
      premises.close();
    }
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

    List<Posted> story = premises.inbox().wholeStory(Premises.ALL, call);
    assertThat(Stories.words("call.", story.stream().map(Posted::body).toList()))
        .isEqualTo(Stories.of(Stories.OF_CALLS, "rna"));
    assertThat(premises.inbox().at(Premises.ALL).stream().map(Posted::id)).doesNotHaveDuplicates();
    assertThat(story)
        .allSatisfy(posted -> assertThat(posted.json().path("id").asText()).isEqualTo(posted.id()));
    assertThat(premises.inbox().at(RNA).stream().map(Posted::body).toList())
        .containsExactly(ucontact(story.get(3)));
  }

  @Test
  void aNameArrivesAsTheCallerSetIt() {
    BridgeProcess bridge = premises.bridge();
    bridge.awaitConnected();
    NAMES.forEach(FirstCallIT::assertArrives);
    bridge.stop();

    assertThat(bridge.log().lines()).allMatch(line -> LOG_LINE.matcher(line).lookingAt());
  }

  private static void assertArrives(String name) {
    centre.forget();
    String quoted = '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    centre.driver().originate("Local/hold@caller", "inbound", "7000", quoted + " <00541155>");
    String call = centre.driver().await("QueueCallerJoin").get("Uniqueid");
    centre.clear();
    premises.inbox().await(Premises.ALL, call, "call.closed");
    premises.awaitDelivered(); // What happened before may arrive after it.

    assertThat(premises.inbox().story(Premises.ALL, call))
        .hasSizeGreaterThan(2)
        .allSatisfy(
            posted -> {
              JsonNode from = posted.json().path("call").path("from");
              assertThat(from.path("name").asText()).isEqualTo(name);
              assertThat(from.path("number").asText()).isEqualTo("00541155");
            });
  }

  @Test
  void aWrongSecretIsSaidAndNotShown() {
    BridgeProcess bridge = premises.bridgeWith("not-the-secret", "not-the-password");
    bridge.awaitSaid("login of the manager user switchhook refused");
    bridge.awaitSaid("is away; signals wait on disk");
    assertThat(bridge.stop()).isLessThan(Duration.ofSeconds(10));

    assertThat(bridge.log()).doesNotContain("not-the-secret", "not-the-password");
  }

  private static boolean isInForce() {
    return premises.count(
            "SELECT COUNT(*) FROM webhook_status JOIN webhooks ON id = webhook_id"
                + " WHERE event = 'AgentRingNoAnswer' AND state = 'ok'")
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
