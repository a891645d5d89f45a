package org.switchhook.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.switchhook.asterisk.log.QueueLogEntry;
import org.switchhook.event.AgentRef;
import org.switchhook.telephony.signal.QueueLogEvent;

/**
 * Something told of a call in a queue, which queue_log has in words of its own.
 *
 * @param text as it is shown to people
 * @param time when it happened
 * @param words each of these says the same, written within its span
 * @param optional Asterisk may have written nothing of it
 */
record ToldStep(
    String text,
    Instant time,
    String queue,
    @Nullable AgentRef agent,
    Map<QueueLogEvent, Span> words,
    boolean optional) {

  /** What Asterisk certainly wrote down as it happened, in one of these words. */
  static ToldStep certain(
      String text, Instant time, String queue, @Nullable AgentRef agent, Set<QueueLogEvent> words) {
    return new ToldStep(text, time, queue, agent, within(Span.at(time), words), false);
  }

  /** The same, where Asterisk may have written nothing of it. */
  ToldStep perhaps() {
    return new ToldStep(text, time, queue, agent, words, true);
  }

  static Map<QueueLogEvent, Span> within(Span span, Set<QueueLogEvent> words) {
    return words.stream().collect(Collectors.toMap(word -> word, word -> span));
  }

  /** What these words are about. */
  What what() {
    return words.keySet().stream().map(What::of).filter(Objects::nonNull).findFirst().orElseThrow();
  }

  /** Whether an entry says this, but for the member's name. */
  boolean isSaidBy(QueueLogEntry entry) {
    Span span = words.get(entry.event());
    return span != null && span.has(entry.time()) && queue.equals(entry.queue());
  }

  @Override
  public String toString() {
    return "%s %s%s at %s"
        .formatted(text, queue, agent == null ? "" : " " + agent.username(), Span.shown(time));
  }
}
