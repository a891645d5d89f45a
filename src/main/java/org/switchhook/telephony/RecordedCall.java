package org.switchhook.telephony;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.RecordSignal.CdrWritten;
import org.switchhook.telephony.signal.RecordSignal.QueueLogged;

/** What Asterisk wrote down of one call in a gap. */
final class RecordedCall {

  final List<QueueLogged> lines = new ArrayList<>(4);
  final List<CdrWritten> cdrs = new ArrayList<>(1);

  /** The first record of its first channel: how the call came in. */
  Optional<CdrWritten> first() {
    return cdrs.stream().min(Comparator.comparing(CdrWritten::start));
  }

  /** Of the first record; absent where none says so. */
  @Nullable String linkedid() {
    return first().map(CdrWritten::linkedid).orElse(null);
  }

  /** It joined a queue or rang somebody. */
  boolean didSomething() {
    return !lines.isEmpty() || cdrs.stream().anyMatch(cdr -> cdr.destinationChannel() != null);
  }

  /** When its first channel was answered. */
  Optional<Instant> answer() {
    return cdrs.stream().flatMap(cdr -> Optional.ofNullable(cdr.answer()).stream()).findFirst();
  }

  /** When its first channel was gone; absent where no record says so. */
  Optional<Instant> endedAt() {
    return cdrs.stream().map(CdrWritten::time).max(Comparator.naturalOrder());
  }

  /** The last that was written of it. */
  Instant lastTime() {
    Instant last = endedAt().orElse(Instant.MIN);
    for (QueueLogged line : lines) {
      last = line.time().isAfter(last) ? line.time() : last;
    }
    return last;
  }

  /** The first that was written of it. */
  Instant firstTime() {
    Instant first = first().map(CdrWritten::start).orElse(Instant.MAX);
    return lines.isEmpty() || first.isBefore(lines.get(0).time()) ? first : lines.get(0).time();
  }
}
