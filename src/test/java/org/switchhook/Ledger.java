package org.switchhook;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.switchhook.asterisk.log.Cdr;
import org.switchhook.pbx.Pbx;
import org.switchhook.telephony.signal.Uniqueid;

/**
 * The calls of a PBX as a receiver was told of them, held against queue_log and CDR: nothing may be
 * lost, nothing told twice. Made for calls from outside to queues, without transfers.
 */
final class Ledger {

  /** More than a person reads. */
  private static final int SHOWN = 10;

  private final List<Posted> posts;
  private final List<Account> accounts = new ArrayList<>();

  /**
   * @param since calls that began earlier are left out
   * @param lines of queue_log
   */
  Ledger(Instant since, Collection<Posted> posts, List<String> lines, List<Cdr> cdrs) {
    this.posts = List.copyOf(posts);
    Map<String, List<Posted>> told = stories(posts);
    Map<String, List<String>> written = lines.stream().collect(groupingBy(Ledger::call));
    Map<String, List<Cdr>> recorded = cdrs.stream().collect(groupingBy(Ledger::call));
    Set<String> calls = new TreeSet<>(told.keySet());
    calls.addAll(written.keySet());
    calls.addAll(recorded.keySet());
    calls.removeIf(call -> isBefore(call, since.truncatedTo(ChronoUnit.SECONDS)));
    for (String call : calls) {
      accounts.add(
          new Account(
              call,
              told.getOrDefault(call, List.of()),
              written.getOrDefault(call, List.of()),
              recorded.getOrDefault(call, List.of())));
    }
  }

  /** What has been told until now of the calls since then. */
  static Ledger of(Pbx pbx, Inbox inbox, Instant since) {
    return new Ledger(
        since, inbox.at(Premises.ALL), lines(pbx.queueLog()), AuditedStories.cdrs(pbx.cdr()));
  }

  static List<String> lines(Path queueLog) {
    try {
      return Files.exists(queueLog) ? Files.readAllLines(queueLog) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many calls there are, in whatever book. */
  int calls() {
    return accounts.size();
  }

  /** How many calls have an event that was rebuilt after a gap. */
  long recovered() {
    return accounts.stream()
        .filter(account -> account.told().stream().anyMatch(Ledger::isRebuilt))
        .count();
  }

  /** The kinds of facts that Asterisk wrote. */
  Set<String> mix() {
    Set<String> mix = new TreeSet<>();
    for (Account account : accounts) {
      account.lines().stream().flatMap(QueueFact::of).map(QueueFact::what).forEach(mix::add);
    }
    return mix;
  }

  /** By call, what is lost, told twice, invented or otherwise; empty where all is well. */
  Map<String, List<String>> differences() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (Account account : accounts) {
      List<String> differences = account.differences();
      if (!differences.isEmpty()) {
        all.put(account.call(), differences);
      }
    }
    List<String> rewritten = rewritten();
    if (!rewritten.isEmpty()) {
      all.put("one id, two bodies", rewritten);
    }
    return all;
  }

  /** Fails with all that a person needs to see why. */
  void assertNothingLostNothingTwice() {
    Map<String, List<String>> differences = differences();
    if (!differences.isEmpty()) {
      throw new AssertionError(
          "%d of %d calls differ; the first of them:\n%s"
              .formatted(differences.size(), calls(), show(differences)));
    }
  }

  private String show(Map<String, List<String>> differences) {
    Map<String, Account> known =
        accounts.stream().collect(toMap(Account::call, Function.identity()));
    return differences.entrySet().stream()
        .limit(SHOWN)
        .map(one -> one.getKey() + "\n  " + String.join("\n  ", one.getValue()) + both(known, one))
        .collect(joining("\n"));
  }

  private static String both(Map<String, Account> known, Map.Entry<String, List<String>> one) {
    Account account = known.get(one.getKey());
    return account == null ? "" : account.toString();
  }

  /** A delivery may be repeated, and then says the same. */
  private List<String> rewritten() {
    return posts.stream().collect(groupingBy(Posted::id)).values().stream()
        .map(same -> same.stream().map(Posted::body).distinct().toList())
        .filter(bodies -> bodies.size() > 1)
        .map(bodies -> String.join("\n    ", bodies))
        .toList();
  }

  private static Map<String, List<Posted>> stories(Collection<Posted> posts) {
    return posts.stream()
        .filter(posted -> posted.event().startsWith("call."))
        .collect(toMap(Posted::id, Function.identity(), (first, again) -> first))
        .values()
        .stream()
        .sorted(Comparator.comparing(Posted::sequence))
        .collect(groupingBy(Posted::call));
  }

  private static String call(String line) {
    return line.split("\\|", -1)[1];
  }

  private static String call(Cdr cdr) {
    return String.valueOf(cdr.uniqueid());
  }

  /** Lines of queue_log that are about no call are none of ours either. */
  private static boolean isBefore(String call, Instant since) {
    return Uniqueid.createdAt(call).map(created -> created.isBefore(since)).orElse(true);
  }

  private static boolean isRebuilt(Posted posted) {
    return posted.json().path("origin").asText().equals("recovered");
  }
}
