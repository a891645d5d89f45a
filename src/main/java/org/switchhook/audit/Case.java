package org.switchhook.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.asterisk.log.Cdr;
import org.switchhook.asterisk.log.QueueLogEntry;

/** One call, until it is compared: what was told of it, and what Asterisk recorded. */
final class Case {

  final String call;

  /** Null where there are records alone. */
  @Nullable ToldCall told;

  final List<QueueLogEntry> entries = new ArrayList<>();
  final List<Cdr> cdrs = new ArrayList<>();

  /** When something of it came last, by the clock of whoever compares. */
  Instant changedAt;

  Case(String call, Instant now) {
    this.call = call;
    this.changedAt = now;
  }

  /** What was told and no entry of its own says; those that do are taken out. */
  Pairing pairing(MemberNames names) {
    Pairing pairing = new Pairing(told == null ? List.of() : told.steps(), names);
    pairing.pair(entries);
    return pairing;
  }

  /** Whether one of the things told is what an entry says. */
  boolean isSaidBy(QueueLogEntry entry) {
    return told != null && told.steps().stream().anyMatch(step -> step.isSaidBy(entry));
  }

  /** Whether an entry of this one's says something that was told of the other. */
  boolean isOf(Case other) {
    return entries.stream().anyMatch(other::isSaidBy);
  }

  /** What some call has to tell; how a conversation ends may be told much later, or not at all. */
  @Nullable QueueLogEntry firstToBeTold() {
    return entries.stream()
        .filter(entry -> What.of(entry.event()) != What.COMPLETED)
        .findFirst()
        .orElse(null);
  }
}
