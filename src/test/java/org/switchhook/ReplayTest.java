package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.webhook.EventJson;

/** What holds of every recording, whatever happens in it. */
class ReplayTest {

  static List<Path> traces() {
    return Transcripts.recordings(Transcripts.TRACES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"22.10", "16.28"})
  void theFilterTakesNothingAway(String version) {
    List<String> all = texts(Transcripts.TRACES.resolve("asterisk-" + version + ".ami"));
    List<String> filtered =
        texts(Transcripts.TRACES.resolve("asterisk-" + version + ".filtered.ami"));
    assertThat(filtered).isNotEmpty().isEqualTo(all);
  }

  @ParameterizedTest
  @MethodSource("traces")
  void theSameInputGivesTheSameBytes(Path trace) {
    assertThat(texts(trace)).isEqualTo(texts(trace));
  }

  @ParameterizedTest
  @MethodSource("traces")
  void whatHoldsOfEveryStreamHolds(Path trace) {
    Invariants.of(Transcripts.replay(trace)).hold();
  }

  private static List<String> texts(Path trace) {
    return Transcripts.replay(trace).stream().map(EventJson::text).toList();
  }
}
