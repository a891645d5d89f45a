package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Event;
import org.switchhook.telephony.Model;
import org.switchhook.telephony.signal.BridgeSignal.Tick;
import org.switchhook.telephony.signal.Signal;

/**
 * Asterisk orders what one thread says of one channel; what two say of two channels comes as it
 * comes. Whichever neighbours of a session change places so, its story is the same.
 */
class OrderTest {

  static Stream<Path> sessions() {
    return Stream.of("22.10", "16.28")
        .flatMap(
            version ->
                Stream.of("answered", "rna", "reject", "abandon_ringing", "hold", "overflow")
                    .map(s -> Transcripts.TRANSCRIPTS.resolve(version).resolve(s + ".ami")));
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void doesNotChangeTheStory(Path session) {
    List<Signal> signals = Transcripts.signals(session);
    Map<String, List<String>> story = story(signals);
    int swapped = 0;
    for (int i = 1; i + 1 < signals.size(); i++) {
      if (areApart(signals.get(i), signals.get(i + 1))) {
        assertThat(story(swapped(signals, i)))
            .as("%s before %s", signals.get(i + 1), signals.get(i))
            .isEqualTo(story);
        swapped++;
      }
    }
    assertThat(swapped).isPositive();
  }

  private static boolean areApart(Signal one, Signal other) {
    return !(Signals.channels(one).isEmpty() && Signals.channels(other).isEmpty())
        && Collections.disjoint(Signals.channels(one), Signals.channels(other));
  }

  /** With the two at {@code i} in each other's place, each at the other's time. */
  private static List<Signal> swapped(List<Signal> signals, int i) {
    List<Signal> swapped = new ArrayList<>(signals);
    swapped.set(i, Signals.at(signals.get(i + 1), signals.get(i).time()));
    swapped.set(i + 1, Signals.at(signals.get(i), signals.get(i + 1).time()));
    return swapped;
  }

  private static Map<String, List<String>> story(List<Signal> signals) {
    Model model = new Model();
    Map<String, List<String>> story = new TreeMap<>();
    signals.forEach(s -> tell(model, s, story));
    List<Tick> ticks = model.nextTicks();
    while (!ticks.isEmpty()) {
      ticks.forEach(t -> tell(model, t, story));
      ticks = model.nextTicks();
    }
    return story;
  }

  private static void tell(Model model, Signal signal, Map<String, List<String>> story) {
    for (Event event : model.fold(signal, signal.time())) {
      Schemas.assertValid(event);
      String agent = event.agent() == null ? "" : " " + event.agent().iface();
      story
          .computeIfAbsent(event.subject().id(), s -> new ArrayList<>())
          .add(event.type().wireName() + agent + word(event));
    }
  }

  private static String word(Event event) {
    if (event.detail() instanceof CallDetail.Rejected rejected) {
      return " " + rejected.outcome();
    }
    if (event.detail() instanceof CallDetail.Ended ended) {
      return " " + ended.endedBy();
    }
    if (event.detail() instanceof CallDetail.Abandoned abandoned) {
      return " " + abandoned.reason();
    }
    return event.detail() instanceof CallDetail.LeftQueue left ? " " + left.reason() : "";
  }
}
