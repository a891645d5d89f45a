package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.switchhook.webhook.EventJson;

/** What each recorded scenario has to tell, in the words of the published language's table. */
class ScenarioTest {

  static Stream<Map.Entry<String, String>> calls() {
    return Stories.OF_CALLS.entrySet().stream();
  }

  static Stream<Map.Entry<String, String>> agents() {
    return Stories.OF_AGENTS.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void tellsItsCalls(Map.Entry<String, String> row) {
    assertTold(row, "call.");
  }

  @ParameterizedTest
  @MethodSource("agents")
  void tellsItsAgents(Map.Entry<String, String> row) {
    assertTold(row, "agent.");
  }

  @Test
  void eachRecordingHasItsRow() {
    Set<String> recorded =
        Transcripts.recordings(Transcripts.TRANSCRIPTS).stream()
            .map(file -> file.getFileName().toString().replace(".ami", ""))
            .collect(Collectors.toSet());
    assertThat(
            Stream.concat(Stories.OF_CALLS.keySet().stream(), Stories.OF_AGENTS.keySet().stream()))
        .containsAll(recorded);
  }

  private static void assertTold(Map.Entry<String, String> row, String types) {
    List<Path> recordings =
        Stream.of("22.10", "16.28")
            .map(v -> Transcripts.TRANSCRIPTS.resolve(v).resolve(row.getKey() + ".ami"))
            .filter(Files::exists)
            .toList();
    assertThat(recordings).as("recordings of " + row.getKey()).isNotEmpty();
    for (Path recording : recordings) {
      List<String> events = Transcripts.replay(recording).stream().map(EventJson::text).toList();
      Invariants.ofJson(events).hold();
      assertThat(Stories.words(types, events)).as(recording.toString()).isEqualTo(row.getValue());
    }
  }
}
