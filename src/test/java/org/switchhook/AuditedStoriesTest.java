package org.switchhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.switchhook.asterisk.log.Cdr;
import org.switchhook.asterisk.log.QueueLogEntry;
import org.switchhook.audit.Difference;
import org.switchhook.audit.Verdict.Result;
import org.switchhook.event.CallDetail.Ended;
import org.switchhook.event.CallDetail.EndedBy;
import org.switchhook.event.CallDetail.Transferred;
import org.switchhook.event.Event;
import org.switchhook.telephony.signal.QueueLogEvent;

/** What is told of each recording is what Asterisk itself wrote of the calls in it. */
class AuditedStoriesTest {

  private static final Set<QueueLogEvent> ALWAYS_COMPARED =
      Set.of(
          QueueLogEvent.ENTERQUEUE,
          QueueLogEvent.CONNECT,
          QueueLogEvent.RINGNOANSWER,
          QueueLogEvent.ABANDON,
          QueueLogEvent.EXITWITHTIMEOUT,
          QueueLogEvent.EXITWITHKEY,
          QueueLogEvent.EXITEMPTY,
          QueueLogEvent.WITHDRAW);

  private static final Map<QueueLogEvent, QueueLogEvent> BY_THE_OTHER =
      Map.of(
          QueueLogEvent.COMPLETECALLER, QueueLogEvent.COMPLETEAGENT,
          QueueLogEvent.COMPLETEAGENT, QueueLogEvent.COMPLETECALLER);

  static Stream<Path> recordings() {
    return AuditedStories.recordings().stream();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void isWhatAsteriskRecorded(Path recording) {
    assertThat(AuditedStories.differences(AuditedStories.of(recording))).isEmpty();
  }

  /** Asterisk keeps no record of a call that was not answered and rang nobody. */
  @Test
  void nearlyAllCallsAreCompared() {
    List<Result> results =
        recordings()
            .flatMap(recording -> AuditedStories.of(recording).stream())
            .flatMap(verdict -> Stream.ofNullable(verdict.result()))
            .toList();

    assertThat(results).hasSizeGreaterThan(200);
    assertThat(results.stream().filter(result -> result != Result.MATCHED).count())
        .isLessThan(results.size() / 10);
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void aFalsifiedEntryIsNoticed(Path recording) {
    List<Event> events = Transcripts.replay(recording);
    List<QueueLogEntry> entries = AuditedStories.entries(AuditedStories.queueLog(recording));
    for (QueueLogEntry entry : entries) {
      for (QueueLogEntry other : falsified(entry, events)) {
        List<QueueLogEntry> changed =
            entries.stream().map(e -> e.equals(entry) ? other : e).toList();
        assertThat(differences(events, changed)).as("%s", other).isNotEmpty();
      }
    }
  }

  private static List<QueueLogEntry> falsified(QueueLogEntry entry, List<Event> events) {
    Instant later = entry.time().plusSeconds(4);
    if (ALWAYS_COMPARED.contains(entry.event())) {
      return List.of(
          with(entry, later, entry.queue(), entry.event()),
          with(entry, entry.time(), "another", entry.event()),
          with(entry, entry.time(), entry.queue(), QueueLogEvent.COMPLETECALLER));
    }
    QueueLogEvent byTheOther = BY_THE_OTHER.get(entry.event());
    return byTheOther != null && isEndedByOneOfTwo(entry.call(), events)
        ? List.of(with(entry, entry.time(), entry.queue(), byTheOther))
        : List.of();
  }

  private static boolean isEndedByOneOfTwo(String call, List<Event> events) {
    List<Event> story = events.stream().filter(event -> isOf(event, call)).toList();
    return story.stream().noneMatch(event -> event.detail() instanceof Transferred)
        && story.stream()
            .anyMatch(
                event ->
                    event.detail() instanceof Ended ended
                        && ended.endedBy() != EndedBy.SYSTEM
                        && ended.segments().size() == 1);
  }

  private static boolean isOf(Event event, String call) {
    return event.call() != null && event.call().uniqueid().equals(call);
  }

  private static QueueLogEntry with(
      QueueLogEntry entry, Instant time, String queue, QueueLogEvent event) {
    return new QueueLogEntry(
        time, entry.call(), queue, entry.agent(), event, entry.data(), entry.line());
  }

  private static List<Difference> differences(List<Event> events, List<QueueLogEntry> entries) {
    return AuditedStories.differences(AuditedStories.of(events, entries, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "direct_reject",
        "internal",
        "internal_noanswer",
        "outbound_callee",
        "outbound_cancelled",
        "ivr_extension",
        "clicktocall_internal"
      })
  void aFalsifiedCdrIsNoticed(String scenario) {
    Path recording = Transcripts.TRANSCRIPTS.resolve("22.10/" + scenario + ".ami");
    List<Event> events = Transcripts.replay(recording);
    Cdr cdr = AuditedStories.cdrs(AuditedStories.cdr(recording)).get(0);

    assertThat(isMatched(events, cdr)).isTrue();
    assertThat(isMatched(events, with(cdr, cdr.end().plusSeconds(4), cdr.destinationChannel())))
        .isFalse();
    assertThat(isMatched(events, with(cdr, cdr.end(), "PJSIP/nobody-00000001"))).isFalse();
  }

  private static boolean isMatched(List<Event> events, Cdr cdr) {
    return AuditedStories.of(events, List.of(), List.of(cdr)).stream()
        .anyMatch(
            verdict -> verdict.call().equals(cdr.uniqueid()) && verdict.result() == Result.MATCHED);
  }

  private static Cdr with(Cdr cdr, Instant end, String destinationChannel) {
    return new Cdr(
        cdr.uniqueid(),
        cdr.linkedid(),
        cdr.channel(),
        cdr.caller(),
        "s",
        cdr.context(),
        destinationChannel,
        cdr.application(),
        new Cdr.Times(cdr.start(), cdr.times().answer(), end),
        cdr.disposition(),
        cdr.line());
  }
}
