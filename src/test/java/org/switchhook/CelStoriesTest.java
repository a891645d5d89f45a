package org.switchhook;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.BridgeDetail.Missing;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallDetail.AbandonReason;
import org.switchhook.event.CallDetail.EndedBy;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;
import org.switchhook.event.Origin;
import org.switchhook.event.PartyRef;
import org.switchhook.webhook.EventJson;

/** Recorded sessions that were not heard, with CEL: who ended each call, and who handed it over. */
class CelStoriesTest {

  private static final Path RECORDINGS = Path.of("src/test/resources/cel");
  private static final int GAPS = 20;

  /** A record bears whole seconds: of less, no more is held than that all is told. */
  private static final Duration PRECISION = Duration.ofSeconds(1);

  /** What is told otherwise where all of a recording was missed, and why. */
  private static final Map<String, String> OTHERWISE =
      Map.ofEntries(
          entry("attended_refer_back", "a talk that no transfer followed may be about anything"),
          entry("blind_noanswer", "a ring attempt after the transfer: why it ended"),
          entry("blonde", "he answered in the second of the transfer, before or after it"),
          entry("blonde_recall", "who is rung without an answer for a feature code"),
          entry("direct_failover", "the first of two ring attempts: why it ended"),
          entry("direct_reject", "all of it is of the second in which the gap begins"),
          entry("hangup_by_manager", "queue_log says that the caller hung up"));

  static Stream<Path> recordings() {
    return Transcripts.recordings(RECORDINGS).stream();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void allOfItIsToldAsIfItHadBeenHeard(Path recording) {
    GapStories stories = GapStories.of(recording);
    Map<String, String> heard = words(stories.whole());
    List<Event> events = stories.without(1, stories.size());
    Map<String, String> told = words(events);
    // A consultation by feature code has no record but as a part of the call that it is about.
    heard
        .entrySet()
        .removeIf(one -> isConsultation(one.getValue()) && !told.containsKey(one.getKey()));
    if (!OTHERWISE.containsKey(name(recording))) {
      assertThat(told).as(recording.toString()).isEqualTo(heard);
      assertThat(unresolved(events)).isSubsetOf(Set.of(Missing.HOLDS));
    }
    assertTrue(recording, stories.whole(), events);
  }

  private static boolean isConsultation(String words) {
    return words.contains(", consult)");
  }

  /** The stories in the words of the scenarios' table, without holds, which nothing records. */
  private static Map<String, String> words(List<Event> events) {
    Map<String, List<String>> calls = new TreeMap<>();
    for (Event event : events) {
      CallRef call = event.call();
      if (call != null) {
        calls.computeIfAbsent(call.id(), id -> new ArrayList<>()).add(EventJson.text(event));
      }
    }
    Map<String, String> words = new LinkedHashMap<>();
    calls.forEach((id, all) -> words.put(id, withoutHolds(Stories.words("call.", all))));
    return words;
  }

  private static String withoutHolds(String words) {
    return words.replaceAll(" (held|resumed)\\([^)]*\\)", "");
  }

  private static Set<Missing> unresolved(List<Event> events) {
    return events.stream()
        .filter(event -> event.detail() instanceof BridgeDetail.Recovered)
        .flatMap(event -> ((BridgeDetail.Recovered) event.detail()).unresolved().stream())
        .map(BridgeDetail.Unresolved::what)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void whatIsFoundOutOfAPartIsTrue(Path recording) {
    GapStories stories = GapStories.of(recording);
    List<Event> whole = stories.whole();
    Random random = new Random(7);
    for (int i = 0; i < GAPS; i++) {
      int from = 1 + random.nextInt(stories.size() - 1);
      int to = from + 1 + random.nextInt(stories.size() - from);
      if (stories.length(from, to).compareTo(PRECISION) >= 0) {
        List<Event> told = stories.without(from, to);
        Invariants.of(told).withGaps().hold();
        assertTrue(recording + " without " + from + " to " + to, whole, told);
      }
    }
  }

  /** No end and no transfer is told that was another. */
  private static void assertTrue(Object recording, List<Event> whole, List<Event> told) {
    List<String> facts = whole.stream().map(CelStoriesTest::fact).toList();
    List<String> claims =
        told.stream()
            .filter(event -> event.origin() == Origin.RECOVERED)
            .map(CelStoriesTest::fact)
            .filter(fact -> !fact.isEmpty() && isOfAKnownCall(fact, facts))
            .toList();
    boolean misled = recording.toString().contains("hangup_by_manager");
    assertThat(claims).as(recording.toString()).doesNotHaveDuplicates();
    if (!misled) {
      assertThat(facts).as(recording.toString()).containsAll(claims);
    }
  }

  /** Calls that were told otherwise altogether have no end to compare with. */
  private static boolean isOfAKnownCall(String fact, List<String> facts) {
    String subject = fact.substring(0, fact.indexOf(' ') + 1);
    return facts.stream().anyMatch(known -> known.startsWith(subject));
  }

  /** Who ended the call or handed it over; empty where it tells neither, or that nobody knows. */
  private static String fact(Event event) {
    if (event.detail() instanceof CallDetail.Ended end && end.endedBy() != EndedBy.UNKNOWN) {
      return event.subject().id() + "/end " + end.endedBy();
    }
    if (event.detail() instanceof CallDetail.Abandoned end
        && end.reason() != AbandonReason.UNKNOWN) {
      return event.subject().id() + "/end " + end.reason();
    }
    return event.detail() instanceof CallDetail.Transferred handed
        ? "%s/transfer %s by %s to %s"
            .formatted(event.subject().id(), handed.transfer(), who(handed.by()), who(handed.to()))
        : "";
  }

  /** An agent who joined in the gap may be known by another interface. */
  private static String who(PartyRef party) {
    return party.agent() == null ? party.toString() : "agent " + party.agent().number();
  }

  @Test
  void withoutCelNoneOfItIsKnown() {
    Path recording = RECORDINGS.resolve("22.10/attended.ami");
    GapStories stories = GapStories.withoutCel(recording);
    List<Event> told = stories.without(1, stories.size());
    assertThat(unresolved(told))
        .containsExactlyInAnyOrder(Missing.HOLDS, Missing.TRANSFERS, Missing.ENDED_BY);
  }

  private static String name(Path recording) {
    return recording.getFileName().toString().replaceFirst("\\.ami$", "");
  }
}
