package org.switchhook;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
      compare("begins", told.get(0), Cdr::start, Comparator.naturalOrder())
          .ifPresent(differences::add);
      end()
          .flatMap(end -> compare("ends", end, Cdr::end, Comparator.reverseOrder()))
          .ifPresent(differences::add);
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
      same.filter(fact -> fact.apart(written).compareTo(TOLERANCE) > 0)
          .ifPresent(fact -> differences.add(fact + " is in queue_log at " + written.time()));
    }
    rest.removeIf(QueueFact::isBySystem);
    rest.forEach(fact -> differences.add("was told and is not in queue_log: " + fact));
    return differences;
  }

  private Optional<Posted> end() {
    return told.stream().filter(p -> isEnd(p.event())).findFirst();
  }

  private static boolean isEnd(String event) {
    return event.equals("call.ended") || event.equals("call.abandoned");
  }

  private interface Edge {
    Instant of(Cdr cdr);
  }

  private Optional<String> compare(String what, Posted event, Edge edge, Comparator<Instant> by) {
    Instant recorded = cdrs.stream().map(edge::of).min(by).orElseThrow();
    Duration apart = Duration.between(event.time(), recorded).abs();
    return apart.compareTo(TOLERANCE) > 0
        ? Optional.of(what + " at " + event.time() + ", and in the CDR at " + recorded)
        : Optional.empty();
  }

  /** Both sides, for whoever wants to know why. */
  @Override
  public String toString() {
    return Stream.of(
            told.stream().map(Account::line),
            lines.stream().map(line -> "queue_log  " + line),
            cdrs.stream().map(cdr -> "cdr        " + cdr.line().text()))
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
