package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.switchhook.pbx.CallCentre;
import org.switchhook.pbx.ManagerUser;
import org.switchhook.pbx.Recording;
import org.switchhook.pbx.Scenarios;
import org.switchhook.webhook.EventJson;

/** Each scenario, played live, arrives as the published language has it. */
class ScenariosIT {

  private static final List<String> SCENARIOS =
      List.of("answered", "rna", "reject", "abandon", "abandon_ringing", "hold");

  @TempDir private Path directory;

  @Test
  void whatWasPlayedArrivesAndIsWhatAReplayTells() throws Exception {
    Path recording = directory.resolve("scenarios.ami");
    Map<String, String> calls = new LinkedHashMap<>();
    try (Premises premises = Premises.open();
        CallCentre centre = new CallCentre(premises.pbx())) {
      BridgeProcess bridge = premises.bridge();
      bridge.awaitConnected();
      Recording.record(
          premises.pbx(),
          ManagerUser.SWITCHHOOK,
          recording,
          () -> {
            Scenarios scenarios = new Scenarios(centre);
            scenarios.play("agentlife"); // first: its agent's story then begins with it
            for (String scenario : SCENARIOS) {
              scenarios.play(scenario);
              calls.put(scenario, centre.driver().await("QueueCallerJoin").get("Uniqueid"));
            }
          });
      calls.values().forEach(call -> premises.inbox().await(Premises.ALL, call, "call.closed"));
      bridge.stop();

      Inbox inbox = premises.inbox();
      calls.forEach((scenario, call) -> assertTold(inbox.wholeStory(Premises.ALL, call), scenario));
      List<String> agent = bodies(inbox.agentStory(Premises.ALL, "PJSIP/1001"));
      Invariants.ofJson(agent).hold();
      assertThat(Stories.words("agent.", agent))
          .startsWith(Stories.of(Stories.OF_AGENTS, "agentlife"));
      assertThat(inbox.at(Premises.ALL).stream().map(Posted::id)).doesNotHaveDuplicates();
      assertThat(byId(bodies(inbox.at(Premises.ALL)))).isEqualTo(byId(replayed(recording)));
      premises.assertNoSecretIsTold();
    }
  }

  private static void assertTold(List<Posted> story, String scenario) {
    assertThat(Stories.words("call.", bodies(story)))
        .as(scenario)
        .isEqualTo(Stories.of(Stories.OF_CALLS, scenario));
  }

  private static List<String> bodies(List<Posted> posts) {
    return posts.stream().map(Posted::body).toList();
  }

  private static List<String> replayed(Path recording) {
    return Transcripts.replay(recording).stream().map(EventJson::text).toList();
  }

  /** Events of calls and agents by id, without what differs by nature. */
  private static Map<String, JsonNode> byId(List<String> events) {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    for (String event : events) {
      ObjectNode json = (ObjectNode) Posted.json(event);
      if (!json.path("type").asText().startsWith("bridge.")) {
        json.remove("recordedAt");
        byId.put(json.path("id").asText(), json);
      }
    }
    return byId;
  }
}
