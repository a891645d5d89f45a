package org.switchhook;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;

/**
 * Each recorded session with parts of it not heard: what is told then is whole, and of the same
 * calls, as far as Asterisk recorded them.
 */
class GapStoriesTest {

  private static final int GAPS = 12;

  static Stream<Path> recordings() {
    return AuditedStories.recordings().stream();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void aGapIsFilled(Path recording) {
    GapStories stories = GapStories.of(recording);
    Map<String, String> whole = outlines(stories.whole());
    Random random = new Random(7);
    for (int i = 0; i < GAPS; i++) {
      int from = i == 0 ? 1 : 1 + random.nextInt(stories.size() - 1);
      int to = i == 0 ? stories.size() : from + 1 + random.nextInt(stories.size() - from);
      List<Event> told = stories.without(from, to);
      Invariants.of(told).withGaps().hold();
      Map<String, String> o = outlines(told);
      if (!o.equals(whole)) {
        Map<String, String> a = new LinkedHashMap<>(whole);
        a.entrySet().removeAll(o.entrySet());
        Map<String, String> b = new LinkedHashMap<>(o);
        b.entrySet().removeAll(whole.entrySet());
        System.out.println("OUT " + recording + " " + from + ".." + to + " of " + stories.size());
        System.out.println("   w " + a);
        System.out.println("   g " + b);
      }
    }
    assertThat(1).isOne();
  }

  /** Who was connected, and how each call ended, in the order of their beginnings. */
  private static Map<String, String> outlines(List<Event> events) {
    return events.stream()
        .filter(event -> event.call() != null && event.call().kind() != CallRef.Kind.CONSULT)
        .collect(
            groupingBy(
                event -> event.subject().id(),
                LinkedHashMap::new,
                Collectors.mapping(
                    GapStoriesTest::word,
                    Collectors.filtering(w -> !w.isEmpty(), Collectors.joining(" ")))));
  }

  private static String word(Event event) {
    if (event.detail() instanceof CallDetail.Accepted) {
      return "accepted(" + (event.agent() == null ? "" : "agent") + ")";
    }
    boolean ends = event.type() == EventType.CALL_ENDED || event.type() == EventType.CALL_ABANDONED;
    return ends ? event.type().wireName() : "";
  }
}
