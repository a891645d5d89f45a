package org.switchhook.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.switchhook.Schemas;
import org.switchhook.Transcripts;
import org.switchhook.event.AgentRef;
import org.switchhook.event.Event;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.AgentRow;
import org.switchhook.telephony.signal.BridgeSignal.AgentsRead;
import org.switchhook.telephony.signal.Signal;

/** Who is who is a part of the journal: a restart anywhere gives the same names. */
class AgentsReadTest {

  private static final int EVERY = 25;

  static Stream<Path> recordings() {
    return Transcripts.recordings(Transcripts.TRACES).stream();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void theSameSignalsGiveTheSameNames(Path recording) throws IOException {
    List<Signal> signals = withRows(Transcripts.signals(recording));
    List<Event> events = new ArrayList<>();
    Model model = new Model();
    for (Signal signal : signals) {
      events.addAll(model.fold(signal, signal.time()));
    }
    events.forEach(Schemas::assertValid);
    assertThat(events.stream().flatMap(e -> Stream.ofNullable(e.agent())).map(AgentRef::username))
        .contains("ana 25", "ana 50");
    assertThat(foldedByRestarts(signals)).isEqualTo(events);
  }

  @Test
  void aSnapshotFromBeforeThereWereRowsCanBeRead() throws IOException {
    Model model = StateJson.MAPPER.readValue("{\"pbxs\":{},\"told\":{}}", Model.class);
    Path recording = Transcripts.recordings(Transcripts.TRACES).get(0);
    List<Event> events = new ArrayList<>();
    Transcripts.signals(recording).forEach(s -> events.addAll(model.fold(s, s.time())));
    assertThat(events).isNotEmpty().allSatisfy(Schemas::assertValid);
  }

  /** Through the JSON of the journal, and now and then of a snapshot. */
  private static List<Event> foldedByRestarts(List<Signal> signals) throws IOException {
    List<Event> events = new ArrayList<>();
    Model model = new Model();
    for (int i = 0; i < signals.size(); i++) {
      String entry = StateJson.MAPPER.writerFor(Signal.class).writeValueAsString(signals.get(i));
      Signal signal = StateJson.MAPPER.readValue(entry, Signal.class);
      events.addAll(model.fold(signal, signal.time()));
      if (i % 97 == 0) {
        model = StateJson.MAPPER.readValue(StateJson.MAPPER.writeValueAsBytes(model), Model.class);
      }
    }
    return events;
  }

  /** Somebody edits the table again and again. */
  private static List<Signal> withRows(List<Signal> signals) {
    List<Signal> edited = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      if (i % EVERY == 0 && i > 0) {
        AgentRow ana = new AgentRow("PJSIP/1001", "ana " + i, "501", "Ana Suárez");
        AgentRow bea = new AgentRow("hint:1002@ext-local", "bea " + i, null, null);
        edited.add(new AgentsRead("test", signals.get(i).time(), List.of(ana, bea)));
      }
      edited.add(signals.get(i));
    }
    return edited;
  }
}
