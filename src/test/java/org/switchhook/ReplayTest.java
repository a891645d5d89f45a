package org.switchhook;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.Subject;
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
  void sequencesHaveNoHoleAndTimeNeverRunsBackwards(Path trace) {
    bySubject(trace)
        .forEach(
            (subject, events) -> {
              assertThat(events.stream().map(Event::sequence).toList())
                  .as(subject.toString())
                  .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
              assertThat(events.stream().map(Event::time).toList())
                  .as(subject.toString())
                  .isSortedAccordingTo(Instant::compareTo);
            });
  }

  @ParameterizedTest
  @MethodSource("traces")
  void aCallEndsOnceAndIsClosedOnce(Path trace) {
    calls(trace)
        .forEach(
            (subject, events) -> {
              List<EventType> ends =
                  events.stream()
                      .map(Event::type)
                      .filter(
                          t ->
                              t == EventType.CALL_ENDED
                                  || t == EventType.CALL_ABANDONED
                                  || t == EventType.CALL_CLOSED)
                      .toList();
              assertThat(ends).as(subject.toString()).hasSize(2);
              assertThat(ends.get(1)).isEqualTo(EventType.CALL_CLOSED);
            });
  }

  @ParameterizedTest
  @MethodSource("traces")
  void aRingAttemptEndsOnce(Path trace) {
    calls(trace)
        .forEach(
            (subject, events) -> {
              Map<String, StringBuilder> offers = new LinkedHashMap<>();
              for (Event event : events) {
                if (event.detail() instanceof CallDetail.Allocated allocated) {
                  offers.put(allocated.offer(), new StringBuilder());
                } else if (event.detail() instanceof CallDetail.Accepted accepted) {
                  offer(offers, accepted.offer()).append("accepted");
                } else if (event.detail() instanceof CallDetail.Rejected rejected) {
                  offer(offers, rejected.offer()).append("rejected");
                }
              }
              offers.forEach(
                  (offer, end) ->
                      assertThat(end.toString()).as(offer).isIn("accepted", "rejected"));
            });
  }

  private static StringBuilder offer(Map<String, StringBuilder> offers, String id) {
    StringBuilder offer = offers.get(id);
    assertThat(offer).as("the beginning of " + id).isNotNull();
    return java.util.Objects.requireNonNull(offer);
  }

  private static List<String> texts(Path trace) {
    return Transcripts.replay(trace).stream().map(EventJson::text).toList();
  }

  private static Map<Subject, List<Event>> bySubject(Path trace) {
    return Transcripts.replay(trace).stream().collect(groupingBy(Event::subject));
  }

  private static Map<Subject, List<Event>> calls(Path trace) {
    Map<Subject, List<Event>> calls = new LinkedHashMap<>(bySubject(trace));
    calls.keySet().removeIf(s -> s.kind() != Subject.Kind.CALL);
    assertThat(calls).isNotEmpty();
    return calls;
  }
}
