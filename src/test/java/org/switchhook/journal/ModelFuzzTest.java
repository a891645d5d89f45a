package org.switchhook.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.switchhook.Faults;
import org.switchhook.Folded;
import org.switchhook.Invariants;
import org.switchhook.Signals;
import org.switchhook.Transcripts;
import org.switchhook.event.Event;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.DispositionSignal.Coded;
import org.switchhook.telephony.signal.Signal;

/**
 * What holds whatever of a real session is lost, told twice, told out of order or mixed with
 * another one. Each seed makes one mutation of the recorded streams; the same seed makes the same.
 */
class ModelFuzzTest {

  private static final int SEEDS = 120;

  private static final List<List<Signal>> TRACES =
      Transcripts.recordings(Transcripts.TRACES).stream().map(Transcripts::signals).toList();

  static Stream<Long> seeds() {
    return LongStream.range(0, SEEDS).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void holdsOfEveryMutation(long seed) throws IOException {
    List<Signal> signals = mutated(new Random(seed));
    Model model = new Model();
    List<Event> events = Folded.all(model, signals);
    Invariants.of(events).withGaps().hold();
    assertThat(withRestarts(signals, new Random(seed))).isEqualTo(events);
    Folded.assertNothingRemains(model);
  }

  private static List<Signal> mutated(Random random) {
    int trace = random.nextInt(TRACES.size());
    List<Signal> signals = part(trace, random);
    // The one after next is of the other Asterisk version: no uniqueid of it is in the first.
    List<Signal> other = part((trace + 2) % TRACES.size(), random);
    if (random.nextInt(4) == 0) {
      signals = mixed(signals, of("pbx2", other), random);
    } else if (random.nextInt(4) == 0) {
      // Its Local channels bear names that are taken: on one PBX no two channels have one name.
      other.removeIf(s -> s.toString().contains("Local/"));
      signals = mixed(signals, other, random);
    }
    Faults.drop(signals, random);
    Faults.repeat(signals, random);
    Faults.swap(signals, random);
    code(signals, random);
    Faults.hangUpAll(signals);
    return signals;
  }

  /** One trace, now and then begun in its middle or cut off. */
  private static List<Signal> part(int number, Random random) {
    List<Signal> trace = TRACES.get(number);
    int from = random.nextInt(3) == 0 ? 1 + random.nextInt(trace.size() - 1) : 1;
    int to = random.nextInt(3) == 0 ? from + random.nextInt(trace.size() - from) : trace.size();
    List<Signal> signals = new ArrayList<>(trace.subList(from, to));
    signals.add(0, trace.get(0));
    return signals;
  }

  private static List<Signal> of(String pbx, List<Signal> signals) {
    return signals.stream().map(s -> Signals.of(s, pbx)).toList();
  }

  private static List<Signal> mixed(List<Signal> one, List<Signal> other, Random random) {
    List<Signal> both = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < one.size() || j < other.size()) {
      boolean first = j == other.size() || (i < one.size() && random.nextBoolean());
      both.add(first ? one.get(i++) : other.get(j++));
    }
    return both;
  }

  /** Now and then somebody codes the outcome of a call that is up, was so, or is not yet. */
  private static void code(List<Signal> signals, Random random) {
    int oneOf = 5 << random.nextInt(8);
    for (int i = signals.size() - 1; i > 0; i--) {
      Signal other = signals.get(1 + random.nextInt(signals.size() - 1));
      for (String uniqueid : Signals.channels(other)) {
        if (random.nextInt(oneOf) == 0) {
          Instant time = signals.get(i).time();
          String pbx = other.pbx();
          signals.add(i, new Coded(pbx, time, null, uniqueid, null, null, List.of("x")));
        }
      }
    }
  }

  private static List<Event> withRestarts(List<Signal> signals, Random random) throws IOException {
    Model model = new Model();
    List<Event> events = new ArrayList<>();
    for (Signal signal : signals) {
      events.addAll(model.fold(signal, signal.time()));
      if (random.nextInt(100) == 0) {
        JsonNode state = state(model);
        model = StateJson.MAPPER.treeToValue(state, Model.class);
        assertThat(state(model)).hasToString(state.toString());
      }
    }
    events.addAll(Folded.rest(model));
    return events;
  }

  private static JsonNode state(Model model) {
    return StateJson.MAPPER.valueToTree(model);
  }
}
