package org.switchhook.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.switchhook.AuditedStories;
import org.switchhook.Transcripts;
import org.switchhook.asterisk.log.QueueLogEntry;
import org.switchhook.audit.Verdict.Result;
import org.switchhook.event.BridgeDetail;
import org.switchhook.event.CallDetail;
import org.switchhook.event.Detail;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.Origin;
import org.switchhook.event.Subject;
import org.switchhook.telephony.signal.QueueLogEvent;

/** When a call is compared, and when not; with real calls. */
class AuditTest {

  private static final Path QUEUED = Transcripts.TRANSCRIPTS.resolve("22.10/hold_hangup.ami");
  private static final Path PICKED_UP = Transcripts.TRANSCRIPTS.resolve("22.10/pickup_queue.ami");
  private static final Path TRACE = Transcripts.TRACES.resolve("asterisk-22.10.ami");
  private static final Path DIRECT = Transcripts.TRANSCRIPTS.resolve("22.10/internal.ami");
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final Audit audit = new Audit(Instant.MIN);
  private final List<Event> story = calls(QUEUED);
  private final List<QueueLogEntry> entries =
      entries(QUEUED).stream().filter(entry -> What.of(entry.event()) != null).toList();

  @Test
  void aCallIsComparedSecondsAfterItsLastRecordWhateverCameFirst() {
    entries.forEach(entry -> audit.recorded(entry, NOW));
    assertThat(audit.settle(NOW.plusSeconds(20))).isEmpty();
    story.forEach(event -> audit.told(event, NOW.plusSeconds(30)));

    assertThat(audit.settle(NOW.plusSeconds(34))).isEmpty();
    assertThat(results(audit.settle(NOW.plusSeconds(35)))).containsExactly(Result.MATCHED);
    assertThat(audit.settle(NOW.plusSeconds(9_999))).isEmpty();
  }

  /** Records have whole seconds: their call seems to begin before what happened in that second. */
  @Test
  void aCallThatBeginsInTheSecondFromWhichOnAllIsHeardKeepsItsRecords() {
    Instant connected = requireNonNull(story.get(0).call()).startedAt().minusMillis(1);
    audit.told(connected(connected), NOW);
    entries.forEach(entry -> audit.recorded(entry, NOW));
    assertThat(audit.settle(NOW.plusSeconds(1))).isEmpty();
    story.forEach(event -> audit.told(event, NOW.plusSeconds(2)));

    assertThat(results(audit.settle(NOW.plusSeconds(9)))).containsExactly(Result.MATCHED);
  }

  @Test
  void aCallThatIsUpWaits() {
    story.subList(0, story.size() - 2).forEach(event -> audit.told(event, NOW));
    entries.forEach(entry -> audit.recorded(entry, NOW));

    assertThat(audit.settle(NOW.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void aRecordThatNeverComesIsNoDifference() {
    story.forEach(event -> audit.told(event, NOW));
    calls(DIRECT).forEach(event -> audit.told(event, NOW));

    assertThat(audit.settle(NOW.plusSeconds(59))).isEmpty();
    assertThat(audit.settle(NOW.plusSeconds(60))).containsExactly(unrecorded(story.get(0)));
    assertThat(audit.settle(NOW.plusSeconds(599))).isEmpty();
    assertThat(audit.settle(NOW.plusSeconds(600)))
        .containsExactly(unrecorded(calls(DIRECT).get(0)));
  }

  @Test
  void anEntryMoreIsADifferenceAlsoWhenItComesLate() {
    story.forEach(event -> audit.told(event, NOW));
    entries.forEach(entry -> audit.recorded(entry, NOW));
    QueueLogEntry last = entries.get(entries.size() - 1);
    assertThat(audit.settle(NOW.plusSeconds(5))).hasSize(1);
    audit.recorded(last, NOW.plusSeconds(6));

    assertThat(audit.settle(NOW.plusSeconds(6)))
        .containsExactly(
            new Verdict(
                last.call(),
                null,
                List.of(new Difference(What.COMPLETED, last.call(), null, last.line()))));
  }

  @Test
  void whatBeganBeforeAllWasHeardIsSkipped() {
    Instant began = story.get(0).time();
    Audit late = new Audit(began);
    story.forEach(event -> late.told(event, NOW));
    entries.forEach(entry -> late.recorded(entry, NOW));

    assertThat(results(late.settle(NOW.plusSeconds(60)))).containsExactly(Result.SKIPPED);
  }

  @Test
  void whatBeganBeforeTheBridgeHeardThePbxAgainIsSkipped() {
    story.subList(0, 3).forEach(event -> audit.told(event, NOW));
    audit.told(connected(story.get(2).time()), NOW);
    story.subList(3, story.size()).forEach(event -> audit.told(event, NOW));
    audit.recorded(entries.get(1), NOW);

    assertThat(results(audit.settle(NOW.plusSeconds(60)))).containsExactly(Result.SKIPPED);
  }

  @Test
  void whoseFirstEventsWereToldByAnEarlierRunIsSkipped() {
    story.subList(2, story.size()).forEach(event -> audit.told(event, NOW));
    entries.forEach(entry -> audit.recorded(entry, NOW));

    assertThat(results(audit.settle(NOW.plusSeconds(60)))).containsExactly(Result.SKIPPED);
  }

  @Test
  void whatWasRebuiltFromTheRecordsIsSkipped() {
    story.forEach(event -> audit.told(with(event, event.time(), Origin.RECOVERED), NOW));
    entries.forEach(entry -> audit.recorded(entry, NOW));

    assertThat(results(audit.settle(NOW.plusSeconds(60)))).containsExactly(Result.SKIPPED);
  }

  @Test
  void aCallThatWasNotToldIsADifferenceOnceLaterThingsAreTold() {
    QueueLogEntry first = entries.get(0);
    entries.forEach(entry -> audit.recorded(entry, NOW));
    assertThat(audit.settle(NOW.plusSeconds(300))).isEmpty(); // the database may be away
    calls(DIRECT)
        .forEach(event -> audit.told(with(event, first.time().plusSeconds(11), Origin.LIVE), NOW));

    assertThat(differences(audit.settle(NOW.plusSeconds(301))))
        .containsExactly(new Difference(What.UNTOLD, first.call(), null, first.line()));
    assertThat(differences(audit.settle(NOW.plusSeconds(900)))).isEmpty();
  }

  @Test
  void aCallThatBeganBeforeAllWasHeardNeedNotBeTold() {
    Instant began = entries.get(0).time();
    Audit late = new Audit(began);
    entries.forEach(entry -> late.recorded(entry, NOW));
    calls(DIRECT).forEach(event -> late.told(with(event, began.plusSeconds(99), Origin.LIVE), NOW));

    assertThat(differences(late.settle(NOW.plusSeconds(301)))).isEmpty();
  }

  /** A row of the table agents gives another name than the member's, which queue_log has. */
  @Test
  void anotherNameOfAnAgentIsLearnedAndHolds() {
    List<QueueLogEntry> renamed = new ArrayList<>();
    for (QueueLogEntry entry : entries(TRACE)) {
      if (What.of(entry.event()) != null) {
        renamed.add(entry.agent().equals("Agent 1001") ? by(entry, "Ana") : entry);
      }
    }
    assertThat(compare(calls(TRACE), renamed)).isEmpty();

    QueueLogEntry last =
        renamed.stream()
            .filter(e -> e.event() == QueueLogEvent.CONNECT && e.agent().equals("Ana"))
            .reduce((one, next) -> next)
            .orElseThrow();
    renamed.replaceAll(entry -> entry.equals(last) ? by(entry, "Bruno") : entry);
    assertThat(compare(calls(TRACE), renamed))
        .extracting(Difference::what, Difference::call)
        .containsExactly(tuple(What.CONNECTED, last.call()));
  }

  @Test
  void aMemberThatLeftMayComeAgainByAnotherName() {
    List<QueueLogEntry> renamed = new ArrayList<>();
    for (QueueLogEntry entry : entries(TRACE)) {
      String name = "Agent 1001 for the " + renamed.stream().filter(AuditTest::isRemoval).count();
      renamed.add(entry.agent().equals("Agent 1001") ? by(entry, name) : entry);
    }
    assertThat(differences(live(calls(TRACE), renamed))).isEmpty();
  }

  /** As it happens: what comes later is not known yet when a call is compared. */
  private List<Verdict> live(List<Event> events, List<QueueLogEntry> entries) {
    List<Verdict> verdicts = new ArrayList<>();
    int told = 0;
    for (QueueLogEntry entry : entries) {
      while (told < events.size() && events.get(told).time().isBefore(entry.time())) {
        audit.told(events.get(told), entry.time());
        told++;
      }
      verdicts.addAll(audit.settle(entry.time()));
      audit.recorded(entry, entry.time());
    }
    events.subList(told, events.size()).forEach(event -> audit.told(event, NOW));
    verdicts.addAll(audit.settle(NOW.plusSeconds(60)));
    return verdicts;
  }

  private static boolean isRemoval(QueueLogEntry entry) {
    return entry.event() == QueueLogEvent.REMOVEMEMBER;
  }

  @Test
  void itHoldsNoMoreThanItsBound() {
    for (int call = 0; call < 50_000; call++) {
      audit.recorded(
          new QueueLogEntry(
              NOW,
              "c" + call,
              "sales",
              "NONE",
              QueueLogEvent.ENTERQUEUE,
              List.of(),
              entries.get(0).line()),
          NOW);
    }
    story.forEach(event -> audit.told(event, NOW));
    entries.forEach(entry -> audit.recorded(entry, NOW));

    assertThat(audit.size()).isEqualTo(20_000);
    assertThat(results(audit.settle(NOW.plusSeconds(60)))).containsExactly(Result.SKIPPED);
  }

  /** Two phones of a queue: one refuses, and the other is answered at that moment, or later. */
  @Test
  void aRefusalAtTheMomentOfAnAnswerMayNotBeRecorded() {
    List<Event> told = calls(PICKED_UP);
    long ringMs =
        told.stream()
            .flatMap(
                e -> e.detail() instanceof CallDetail.Rejected r ? Stream.of(r.ringMs()) : null)
            .findFirst()
            .orElseThrow();

    assertThat(compare(refused(told, ringMs), entries(PICKED_UP))).isEmpty();
    assertThat(compare(refused(told, ringMs - 50), entries(PICKED_UP))).isEmpty();
    assertThat(compare(refused(told, ringMs - 1_100), entries(PICKED_UP)))
        .extracting(Difference::what)
        .containsExactly(What.RING_NO_ANSWER);
  }

  private static List<Event> refused(List<Event> told, long ringMs) {
    return told.stream().map(event -> refused(event, ringMs)).toList();
  }

  private static Event refused(Event event, long ringMs) {
    return event.detail() instanceof CallDetail.Rejected rejected
        ? with(
            event,
            new CallDetail.Rejected(
                rejected.offer(),
                rejected.extension(),
                rejected.number(),
                rejected.queue(),
                CallDetail.Outcome.REJECTED,
                ringMs))
        : event;
  }

  private static List<Event> calls(Path recording) {
    return Transcripts.replay(recording).stream().filter(event -> event.call() != null).toList();
  }

  private static List<QueueLogEntry> entries(Path recording) {
    return AuditedStories.entries(AuditedStories.queueLog(recording));
  }

  private static List<Difference> compare(List<Event> events, List<QueueLogEntry> entries) {
    return differences(AuditedStories.of(events, entries, List.of()));
  }

  private static List<Difference> differences(List<Verdict> verdicts) {
    return verdicts.stream().flatMap(verdict -> verdict.differences().stream()).toList();
  }

  private static List<@Nullable Result> results(List<Verdict> verdicts) {
    return verdicts.stream().map(Verdict::result).toList();
  }

  private static Verdict unrecorded(Event event) {
    return new Verdict(requireNonNull(event.call()).uniqueid(), Result.UNRECORDED, List.of());
  }

  private static QueueLogEntry by(QueueLogEntry entry, String agent) {
    return new QueueLogEntry(
        entry.time(),
        entry.call(),
        entry.queue(),
        agent,
        entry.event(),
        entry.data(),
        entry.line());
  }

  private static Event connected(Instant time) {
    return new Event(
        new Subject(Subject.Kind.BRIDGE, "test", "test"),
        EventType.BRIDGE_CONNECTED,
        time,
        time,
        "pbx1",
        1,
        Origin.LIVE,
        null,
        null,
        new BridgeDetail.Connected("9.0.0"));
  }

  private static Event with(Event event, Instant time, Origin origin) {
    return new Event(
        event.subject(),
        event.type(),
        time,
        event.recordedAt(),
        event.pbx(),
        event.sequence(),
        origin,
        event.call(),
        event.agent(),
        event.detail());
  }

  private static Event with(Event event, Detail detail) {
    return new Event(
        event.subject(),
        event.type(),
        event.time(),
        event.recordedAt(),
        event.pbx(),
        event.sequence(),
        event.origin(),
        event.call(),
        event.agent(),
        detail);
  }
}
