package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.switchhook.webhook.EventJson;

/** What each recorded scenario has to tell, in the words of the published language's table. */
class ScenarioTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = Stories.OF_CALLS)
  void tellsItsCall(String scenario, String story) {
    for (String version : List.of("22.10", "16.28")) {
      assertThat(told(version, scenario, "call.")).as(version).isEqualTo(story);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = Stories.OF_AGENTS)
  void tellsItsAgent(String scenario, String story) {
    for (String version : List.of("22.10", "16.28")) {
      assertThat(told(version, scenario, "agent.")).as(version).isEqualTo(story);
    }
  }

  private static String told(String version, String scenario, String types) {
    Path recording = Transcripts.TRANSCRIPTS.resolve(version).resolve(scenario + ".ami");
    List<String> told = Transcripts.replay(recording).stream().map(EventJson::text).toList();
    Invariants.ofJson(told).hold();
    return Stories.words(types, told);
  }
}
