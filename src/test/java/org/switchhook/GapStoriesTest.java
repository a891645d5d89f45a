package org.switchhook;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.switchhook.event.Event;

/**
 * Each recorded session with parts of it not heard: every call is told, once and to its end, as far
 * as Asterisk recorded it as the whole session tells it.
 */
class GapStoriesTest {

  private static final int GAPS = 12;

  /** A record bears whole seconds: of less, no more is held than that all is told. */
  private static final Duration PRECISION = Duration.ofSeconds(1);

  /** What the records cannot tell, by the name of the recording. */
  private static final Map<String, String> UNTELLABLE =
      Map.ofEntries(
          entry("blonde_recall.*|blonde_refused", "whom Asterisk recalls has a call of its own"),
          entry("conference", "who joins an empty conference dialled, and met nobody"),
          entry("originate_app", "that Asterisk called, and not the phone"),
          entry("parking.*", "who retrieves dialled, and whom Asterisk calls back is rung anew"),
          entry("pickup_queue", "queue_log names the member whose phone rang"),
          entry("outbound_blind.*", "whom the caller leaves behind has a record as a caller"),
          entry("freepbx_blind", "whom the far half of a Local channel rang later"),
          entry("clicktocall(_number|_queue)?", "the number that is rung while nobody answers"),
          entry("forward_n|local_plain", "a Local channel that goes as the gap ends"));

  static Stream<Path> recordings() {
    return AuditedStories.recordings().stream();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void aGapIsFilled(Path recording) {
    GapStories stories = GapStories.of(recording);
    Map<String, ToldCall> whole = ToldCall.all(stories.whole());
    boolean tellable = UNTELLABLE.keySet().stream().noneMatch(name(recording)::matches);
    Random random = new Random(7);
    for (int i = 0; i < GAPS; i++) {
      int from = i == 0 ? 1 : 1 + random.nextInt(stories.size() - 1);
      int to = i == 0 ? stories.size() : from + 1 + random.nextInt(stories.size() - from);
      List<Event> told = stories.without(from, to);
      Invariants.of(told).withGaps().hold();
      String gap = recording + " without " + from + " to " + to;
      Map<String, ToldCall> calls = ToldCall.all(told);
      assertThat(calls.keySet()).as(gap).containsAll(ToldCall.withoutConsultations(whole).keySet());
      if (tellable && stories.length(from, to).compareTo(PRECISION) >= 0) {
        assertThat(whole.keySet()).as(gap).containsAll(calls.keySet());
        calls.forEach((id, call) -> call.assertTells(whole.get(id), gap));
      }
    }
  }

  private static String name(Path recording) {
    return recording.getFileName().toString().replaceFirst("(\\.filtered)?\\.ami$", "");
  }
}
