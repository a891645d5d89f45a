package org.switchhook.telephony;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.event.CallRef;
import org.switchhook.event.Detail;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.event.Subject;

/** The events of one call, agent or bridge, numbered without a hole. */
final class Story {

  private final Subject subject;
  private long sequence;
  private @Nullable Instant last;

  /** A story of which {@code sequence} events are told. */
  Story(Subject subject, long sequence) {
    this.subject = subject;
    this.sequence = sequence;
  }

  Story copy() {
    Story copy = new Story(subject, sequence);
    copy.last = last;
    return copy;
  }

  String id() {
    return subject.id();
  }

  /** The moment, or the time of the last event where that is later. */
  Moment notBefore(Moment now) {
    return last == null || !now.time().isBefore(last) ? now : now.of(last);
  }

  /** What happened before something that is told already has the time of that. */
  void tell(
      Moment now, EventType type, @Nullable CallRef call, @Nullable AgentRef agent, Detail detail) {
    sequence++;
    Instant time = last == null || now.time().isAfter(last) ? now.time() : last;
    last = time;
    Directory directory = now.site().directory();
    now.out()
        .accept(
            new Event(
                subject,
                type,
                time,
                now.recordedAt(),
                now.pbx(),
                sequence,
                now.origin(),
                call,
                agent == null ? null : directory.named(agent),
                detail.named(directory::named)));
  }
}
