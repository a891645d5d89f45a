package org.switchhook.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;
import org.switchhook.event.QueueRef;
import org.switchhook.telephony.signal.QueueLogEvent;

/** A call's way through queues as it was told, in steps that queue_log has too. */
final class QueueSteps {

  /** So long Queue() may take to see who answers. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final List<ToldStep> steps = new ArrayList<>();

  /** When each ring attempt that is under way began, by its id. */
  private final Map<String, Instant> offers = new HashMap<>();

  /** Who was connected by a queue and is not told to have ended. */
  private final List<ToldStep> talks = new ArrayList<>();

  private @Nullable Instant answeredAt;

  /** The join of the queue that it is in. */
  private @Nullable ToldStep waiting;

  List<ToldStep> all() {
    return steps;
  }

  void queued(Event event, CallDetail.Queued queued) {
    waiting = joined(event.time(), queued.queue());
    steps.add(waiting);
  }

  private static ToldStep joined(Instant time, QueueRef queue) {
    Set<QueueLogEvent> words = Set.of(QueueLogEvent.ENTERQUEUE);
    return ToldStep.certain("queued", time, queue.name(), null, words);
  }

  void allocated(Event event, CallDetail.Allocated allocated) {
    offers.put(allocated.offer(), event.time());
    if (waiting == null && allocated.queue() != null) {
      // A consultation joined it, and handed its place over.
      waiting = joined(event.time(), allocated.queue());
    }
  }

  void rejected(Event event, CallDetail.Rejected rejected) {
    Instant began = offers.remove(rejected.offer());
    Instant stopped = began == null ? event.time() : began.plusMillis(rejected.ringMs());
    Set<QueueLogEvent> words = Words.of(rejected.outcome());
    if (rejected.queue() != null && !words.isEmpty()) {
      String text = "rejected " + word(rejected.outcome());
      String queue = rejected.queue().name();
      steps.add(overtaken(ToldStep.certain(text, stopped, queue, event.agent(), words)));
    }
  }

  void accepted(Event event, CallDetail.Accepted accepted) {
    offers.remove(accepted.offer());
    if (accepted.queue() != null) {
      waiting = null;
      answeredAt = event.time();
      steps.replaceAll(this::overtaken);
      Set<QueueLogEvent> words = Set.of(QueueLogEvent.CONNECT);
      talks.add(step("accepted", event.time(), accepted.queue().name(), event.agent(), words));
    }
  }

  /**
   * Once somebody answers, wait_for_answer() of app_queue.c reads nothing of the others' phones.
   */
  private ToldStep overtaken(ToldStep step) {
    boolean at =
        answeredAt != null
            && step.words().containsKey(QueueLogEvent.RINGNOANSWER)
            && Duration.between(step.time(), answeredAt).abs().compareTo(AT_ONCE) < 0;
    return at ? step.perhaps() : step;
  }

  void left(CallDetail.LeftQueue left) {
    left("left " + word(left.reason()), exit(left.waitMs()), Words.of(left.reason()));
  }

  void abandoned(CallDetail.Abandoned abandoned) {
    CallDetail.QueueExit exit = abandoned.queueExit();
    left(
        "abandoned " + word(exit == null ? abandoned.reason() : exit),
        exit(abandoned.waitMs()),
        exit == null ? Words.of(abandoned.reason()) : Words.of(exit));
  }

  /** The waiting time ends with the exit; the event's own time may come after the dialplan's h. */
  private Instant exit(long waitMs) {
    return waiting == null ? Instant.MIN : waiting.time().plusMillis(waitMs);
  }

  private void left(String text, Instant time, Set<QueueLogEvent> words) {
    ToldStep joined = waiting;
    waiting = null;
    if (joined != null && !words.isEmpty()) {
      step(text, time, joined.queue(), null, words);
    }
  }

  void transferred(Event event, CallDetail.Transferred transferred) {
    QueueRef queue = transferred.to().queue();
    if (transferred.transfer() != CallDetail.Transfer.BLIND && queue != null) {
      waiting = joined(event.time(), queue); // by the consultation
    }
    if (!talks.isEmpty()) {
      ToldStep talk = talks.remove(talks.size() - 1);
      completed(talk, "transferred", event.time(), Words.ofTransfer(event.time()), false);
    }
  }

  void ended(Event event, CallDetail.Ended ended, CallRef call) {
    String text = "ended by " + word(ended.endedBy());
    // Connected before, and handed to the queue that it was in at the end.
    left(text, event.time(), Words.ofLast(ended.endedBy()));
    for (ToldStep talk : talks) {
      CallDetail.Segment segment =
          ended.segments().stream().filter(s -> isOf(s, talk)).findFirst().orElse(null);
      Instant end = segment == null ? event.time() : end(segment);
      if (segment != null && segment.equals(ended.segments().get(ended.segments().size() - 1))) {
        Set<QueueLogEvent> words = Words.of(ended.endedBy(), call.direction());
        boolean byNobody = ended.endedBy() == CallDetail.EndedBy.SYSTEM;
        completed(talk, text, end, ToldStep.within(Span.at(end), words), byNobody);
      } else {
        // The caller went on, and who had that done is not told. Asterisk writes of the next
        // hangup of one of the two, which after a redirect is the caller's at the end.
        Span span = new Span(end, event.time());
        completed(talk, "talked until", end, ToldStep.within(span, Words.COMPLETED), true);
      }
    }
    talks.clear();
  }

  private static boolean isOf(CallDetail.Segment segment, ToldStep talk) {
    return segment.queue() != null
        && segment.queue().name().equals(talk.queue())
        && Duration.between(segment.startedAt(), talk.time()).abs().toSeconds() < 1;
  }

  static Instant end(CallDetail.Segment segment) {
    return segment.startedAt().plusMillis(segment.talkMs() + segment.holdMs());
  }

  private void completed(
      ToldStep talk, String text, Instant end, Map<QueueLogEvent, Span> words, boolean optional) {
    steps.add(new ToldStep(text, end, talk.queue(), talk.agent(), words, optional));
  }

  private ToldStep step(
      String text, Instant time, String queue, @Nullable AgentRef agent, Set<QueueLogEvent> words) {
    ToldStep step = ToldStep.certain(text, time, queue, agent, words);
    steps.add(step);
    return step;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
