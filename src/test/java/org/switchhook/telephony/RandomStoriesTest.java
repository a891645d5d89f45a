package org.switchhook.telephony;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.switchhook.Faults;
import org.switchhook.Folded;
import org.switchhook.Invariants;
import org.switchhook.event.Event;
import org.switchhook.event.Subject;
import org.switchhook.telephony.signal.Signal;

/**
 * Two thousand random stories of calls, a hundred at once. Each tells what was made to happen,
 * keeps what holds of all, and leaves nothing behind. {@code -Dstory=SEED} plays one alone and
 * shows what Asterisk says in it.
 */
class RandomStoriesTest {

  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final int BATCHES = 20;
  private static final int AT_ONCE = 100;

  /** So many are told with faults, too. */
  private static final int FAULTY = 5;

  static Stream<List<Long>> batches() {
    Long alone = Long.getLong("story");
    return alone == null
        ? LongStream.range(0, BATCHES).mapToObj(RandomStoriesTest::batch)
        : Stream.of(List.of(alone));
  }

  static Stream<List<Long>> faultyBatches() {
    return batches().limit(FAULTY);
  }

  private static List<Long> batch(long number) {
    return LongStream.range(number * AT_ONCE, (number + 1) * AT_ONCE).boxed().toList();
  }

  @ParameterizedTest(name = "batch {index}")
  @MethodSource("batches")
  void tellWhatHappened(List<Long> seeds) {
    List<RandomStory> stories = seeds.stream().map(s -> RandomStory.of(s, START)).toList();
    if (stories.size() == 1) {
      stories.get(0).signals().forEach(System.out::println);
    }
    Model model = new Model();
    List<Event> events = Folded.all(model, together(stories));
    Map<String, List<Event>> told =
        events.stream()
            .filter(event -> event.subject().kind() == Subject.Kind.CALL)
            .collect(groupingBy(event -> event.subject().id()));
    stories.forEach(story -> check(story, told));
    assertThat(told.keySet().stream().filter(id -> !isOf(stories, id))).isEmpty();
    Invariants.of(events).hold();
    Folded.assertNothingRemains(model);
  }

  private static boolean isOf(List<RandomStory> stories, String call) {
    return stories.stream().anyMatch(story -> story.plots().containsKey(call));
  }

  private static void check(RandomStory story, Map<String, List<Event>> told) {
    try {
      story.plots().forEach((call, plot) -> check(plot, told.getOrDefault(call, List.of())));
    } catch (AssertionError e) {
      throw new AssertionError(
          "story %d (mvn test -Dtest=RandomStoriesTest -Dstory=%1$d plays it alone): %s"
              .formatted(story.seed(), e.getMessage()),
          e);
    }
  }

  private static void check(Plot plot, List<Event> told) {
    Outline outline = Outline.of(told);
    if (!plot.outline().isToldBy(outline)) {
      throw new AssertionError("it is %s%nand told was %s".formatted(plot.outline(), outline));
    }
  }

  /** What is lost, told twice and told in another order breaks stories, but no rule. */
  @ParameterizedTest(name = "batch {index}")
  @MethodSource("faultyBatches")
  void holdWithFaults(List<Long> seeds) {
    Random random = new Random(seeds.get(0));
    List<RandomStory> stories = seeds.stream().map(s -> RandomStory.of(s, START)).toList();
    List<Signal> signals = together(stories);
    Faults.drop(signals, random);
    Faults.repeat(signals, random);
    Faults.swap(signals, random);
    Faults.hangUpAll(signals);
    Model model = new Model();
    Invariants.of(Folded.all(model, signals)).withGaps().hold();
    Folded.assertNothingRemains(model);
  }

  private static List<Signal> together(List<RandomStory> stories) {
    List<Signal> signals = new ArrayList<>();
    signals.add(Staff.site(START));
    stories.forEach(story -> story.staff.logins(START).forEach(signals::add));
    stories.stream()
        .flatMap(story -> story.signals().stream())
        .sorted(Comparator.comparing(Signal::time))
        .forEach(signals::add);
    return signals;
  }
}
