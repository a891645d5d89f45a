package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.switchhook.event.Event;
import org.switchhook.webhook.EventJson;

/**
 * Golden transcripts: beside each {@code NAME.ami} stands {@code NAME.events}, exactly what {@code
 * replay} has to print. With {@code -Dtranscripts.write=true} the files are written anew; then a
 * person reads the difference.
 */
class TranscriptsTest {

  static Stream<Path> recordings() {
    return Transcripts.recordings(Transcripts.TRANSCRIPTS).stream();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void givesItsEvents(Path recording) throws IOException {
    List<Event> told = Transcripts.replay(recording);
    Invariants.of(told).hold();
    String events = told.stream().map(e -> EventJson.text(e) + "\n").collect(Collectors.joining());
    String name = recording.getFileName().toString().replace(".ami", ".events");
    Path expected = recording.resolveSibling(name);
    if (Boolean.getBoolean("transcripts.write")) {
      Files.writeString(expected, events);
    }
    assertThat(events).isEqualTo(Files.readString(expected));
  }
}
