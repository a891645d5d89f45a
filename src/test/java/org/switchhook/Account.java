package org.switchhook;

import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.switchhook.asterisk.log.Cdr;

/**
 * All that is known of one call: what was told, and what Asterisk wrote.
 *
 * @param told each event once, in the order of the sequence
 * @param lines of queue_log
 */
record Account(String call, List<Posted> told, List<String> lines, List<Cdr> cdrs) {

  /** Asterisk writes whole seconds, and what was recovered has no better time. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** What is lost, invented or otherwise; nothing where all is well. */
  List<String> differences() {
    if (told.isEmpty()) {
      return List.of("is in Asterisk's books and was not told");
    }
    List<String> differences = new ArrayList<>(againstTheRules());
    differences.addAll(againstQueueLog());
    if (cdrs.isEmpty()) {
      differences.add("was told and is not in the CDR");
    } else {
      differences.addAll(againstCdr());
    }
    return differences;
  }

  /** From received to closed, without a hole, one end and one close: what holds of every story. */
  private List<String> againstTheRules() {
    try {
      Invariants.ofJson(told.stream().map(Posted::body).toList()).hold();
      return List.of();
    } catch (AssertionError e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private List<String> againstQueueLog() {
    List<String> differences = new ArrayList<>();
    List<QueueFact> rest = new ArrayList<>(told.stream().flatMap(QueueFact::of).toList());
    for (QueueFact written : lines.stream().flatMap(QueueFact::of).toList()) {
      Optional<QueueFact> same = rest.stream().filter(written::isSameAs).findFirst();
      same.ifPresentOrElse(
          rest::remove, () -> differences.add("is in queue_log and was not told: " + written));
      same.filter(fact -> isFar(fact.apart(written)))
          .ifPresent(fact -> differences.add(fact + " is in queue_log at " + written.time()));
    }
    rest.removeIf(QueueFact::isBySystem);
    rest.removeIf(this::isOvertaken);
    rest.forEach(fact -> differences.add("was told and is not in queue_log: " + fact));
    return differences;
  }

  /** Once somebody answers, Queue() reads no refusal of another phone that came at that moment. */
  private boolean isOvertaken(QueueFact fact) {
    return fact.isInVain()
        && told.stream()
            .filter(posted -> posted.event().equals("call.accepted"))
            .map(posted -> Duration.between(fact.time(), posted.time()).abs())
            .anyMatch(apart -> apart.compareTo(AT_ONCE) < 0);
  }

  private List<String> againstCdr() {
    Instant start = cdrs.stream().map(Cdr::start).min(naturalOrder()).orElseThrow();
    Instant end = cdrs.stream().map(Cdr::end).max(naturalOrder()).orElseThrow();
    return told.stream()
        .filter(
            posted ->
                switch (posted.event()) {
                  case "call.received" -> isFar(Duration.between(start, posted.time()).abs());
                  case "call.ended" -> isFar(Duration.between(end, posted.time()).abs());
                  // A caller who waits on after a ring in vain has no record of that.
                  case "call.abandoned" -> isFar(Duration.between(posted.time(), end));
                  default -> false;
                })
        .map(p -> "%s at %s, and in the CDR %s to %s".formatted(p.event(), p.time(), start, end))
        .toList();
  }

  private static boolean isFar(Duration apart) {
    return apart.compareTo(TOLERANCE) > 0;
  }

  /** Both sides, for whoever wants to know why. */
  @Override
  public String toString() {
    return Stream.of(
            told.stream().map(Account::line),
            lines.stream().map(line -> "queue_log  " + line),
            cdrs.stream().map(cdr -> "cdr        " + Objects.requireNonNull(cdr.line()).text()))
        .flatMap(side -> side)
        .collect(joining("\n    ", "\n    ", ""));
  }

  private static String line(Posted posted) {
    return "told       %d %s %s %s %s"
        .formatted(
            posted.sequence(),
            posted.time(),
            posted.event(),
            posted.json().path("origin").asText(),
            Stream.of("outcome", "reason", "endedBy")
                .map(name -> posted.json().path(name).asText())
                .collect(joining(" ", "", posted.json().path("agent").path("username").asText()))
                .strip());
  }
}
