package org.switchhook.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.switchhook.asterisk.log.Cdr;
import org.switchhook.asterisk.log.QueueLogEntry;
import org.switchhook.audit.Verdict.Result;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;
import org.switchhook.event.EventType;
import org.switchhook.telephony.signal.QueueLogEvent;
import org.switchhook.telephony.signal.Uniqueid;

/**
 * The calls of one PBX as they were told and as Asterisk recorded them, in whatever order both
 * come. A call is compared once it is over and nothing new came of it for a while, and forgotten
 * then. Not thread-safe; {@code now} is the caller's clock.
 */
public final class Audit {

  /** app_queue writes of a hangup when its own message of it comes round. */
  private static final Duration SETTLES = Duration.ofSeconds(5);

  /** queue_log is written at once, a CDR in cdr.conf's batch mode after 5 minutes by default. */
  private static final Duration GIVES_UP_QUEUE_LOG = Duration.ofMinutes(1);

  private static final Duration GIVES_UP_CDR = Duration.ofMinutes(10);

  /** Events come in the order of time, but for what is held back until it is clear. */
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(10);

  private static final int CALLS_AT_MOST = 20_000;

  private final Map<String, Case> cases = new LinkedHashMap<>();
  private final Map<String, Late> compared = new Bounded<>(CALLS_AT_MOST);
  private final MemberNames names = new MemberNames();
  private final CdrRecords cdrs = new CdrRecords();
  private final List<Verdict> verdicts = new ArrayList<>();

  /** What began earlier may lack events or records. */
  private Instant since;

  private Instant toldUntil = Instant.MIN;

  /**
   * @param since from when on all events and all records come
   */
  public Audit(Instant since) {
    this.since = since;
  }

  /** Events or records are missing; what began before {@code time} is not compared. */
  public void missed(Instant time) {
    since = time.isAfter(since) ? time : since;
  }

  /** An event of this PBX was told. */
  public void told(Event event, Instant now) {
    toldUntil = event.time().isAfter(toldUntil) ? event.time() : toldUntil;
    if (event.type() == EventType.BRIDGE_CONNECTED) {
      missed(event.time());
    }
    CallRef call = event.call();
    if (call == null || compared.containsKey(call.uniqueid())) {
      return;
    }
    Case one = touch(call.uniqueid(), now);
    if (one.told == null) {
      one.told = new ToldCall(event, call);
    }
    one.told.told(event, call);
  }

  /** Asterisk wrote a line into queue_log. */
  public void recorded(QueueLogEntry entry, Instant now) {
    if (entry.event() == QueueLogEvent.ADDMEMBER || entry.event() == QueueLogEvent.REMOVEMEMBER) {
      names.change(entry);
    }
    What what = What.of(entry.event());
    if (what == null) {
      return;
    }
    Late late = compared.get(entry.call());
    if (late != null && late.isDifference(what)) {
      verdicts.add(new Verdict(entry.call(), null, List.of(Difference.untold(entry))));
    } else if (late != Late.NOTHING) {
      touch(entry.call(), now).entries.add(entry);
    }
  }

  /** Asterisk wrote a call detail record. */
  public void recorded(Cdr cdr, Instant now) {
    cdrs.add(cdr);
    if (cdr.uniqueid() != null && !compared.containsKey(cdr.uniqueid())) {
      touch(cdr.uniqueid(), now).cdrs.add(cdr);
    }
  }

  private Case touch(String call, Instant now) {
    Case one = cases.computeIfAbsent(call, id -> new Case(id, now));
    one.changedAt = now;
    if (cases.size() > CALLS_AT_MOST) {
      cases.remove(cases.keySet().iterator().next());
      missed(now);
    }
    return one;
  }

  /** Compares what has become ready for it. */
  public List<Verdict> settle(Instant now) {
    for (Iterator<Case> all = cases.values().iterator(); all.hasNext(); ) {
      Case one = all.next();
      if (one.told == null ? isOrphanDone(one, now) : isDone(one, one.told, now)) {
        all.remove();
      }
    }
    List<Verdict> ready = List.copyOf(verdicts);
    verdicts.clear();
    return ready;
  }

  /** How many calls it holds now. */
  int size() {
    return cases.size();
  }

  private boolean isDone(Case one, ToldCall told, Instant now) {
    Instant endedAt = told.endedAt();
    if (endedAt == null) {
      return false;
    }
    if (!told.isWhole() || !told.startedAt().isAfter(since)) {
      orphans().forEach(orphan -> orphan.entries.removeIf(one::isSaidBy));
      return give(new Verdict(one.call, Result.SKIPPED, List.of()), Late.NOTHING);
    }
    if (one.changedAt.plus(SETTLES).isAfter(now)) {
      return false;
    }
    if (told.steps().isEmpty() && one.entries.isEmpty()) {
      return isOtherCallDone(one, told, endedAt) || isGivenUp(one, GIVES_UP_CDR, now);
    }
    boolean recorded = !one.entries.isEmpty() || orphans().anyMatch(o -> o.isOf(one));
    return recorded ? isQueueCallDone(one, told) : isGivenUp(one, GIVES_UP_QUEUE_LOG, now);
  }

  private boolean isQueueCallDone(Case one, ToldCall told) {
    Pairing pairing = one.pairing(names);
    orphans().forEach(orphan -> pairing.pair(orphan.entries));
    if (told.wasHandedOver()) {
      one.told = null; // What is left of its entries is the first call's.
      give(Verdict.of(one.call, pairing.differences(one.call, List.of())), Late.OF_ANOTHER);
      return one.entries.isEmpty();
    }
    return give(
        Verdict.of(one.call, pairing.differences(one.call, one.entries)),
        pairing.mayGoOn() ? Late.COMPLETES : Late.DIFFERENCE);
  }

  private boolean isOtherCallDone(Case one, ToldCall told, Instant endedAt) {
    CdrComparison comparison = new CdrComparison(one.call, told, one.cdrs);
    return comparison.isPossible()
        && give(
            Verdict.of(one.call, comparison.differences(endedAt, cdrs.end(one.cdrs))),
            Late.DIFFERENCE);
  }

  private boolean isGivenUp(Case one, Duration after, Instant now) {
    return !one.changedAt.plus(after).isAfter(now)
        && give(new Verdict(one.call, Result.UNRECORDED, List.of()), Late.NOTHING);
  }

  private boolean give(Verdict verdict, Late late) {
    verdicts.add(verdict);
    compared.put(verdict.call(), late);
    return true;
  }

  /**
   * Entries that another call may have told: by the id of a consultation that was handed over, or
   * of none, where Queue() ran on another channel of a call than its first one. That call takes
   * them out when it is compared.
   */
  private Stream<Case> orphans() {
    return cases.values().stream().filter(one -> one.told == null || one.told.wasHandedOver());
  }

  private boolean isOrphanDone(Case orphan, Instant now) {
    QueueLogEntry first = orphan.firstToBeTold();
    if (first != null && began(first).isAfter(since)) {
      return isUntold(orphan, first, now)
          && give(new Verdict(orphan.call, null, List.of(untold(first))), Late.NOTHING);
    }
    return !orphan.changedAt.plus(GIVES_UP_CDR).isAfter(now);
  }

  private boolean isUntold(Case orphan, QueueLogEntry first, Instant now) {
    return toldUntil.isAfter(first.time().plus(TOLD_WITHIN))
        && !orphan.changedAt.plus(SETTLES).isAfter(now)
        && cases.values().stream().noneMatch(one -> one.isSaidBy(first));
  }

  private static Difference untold(QueueLogEntry first) {
    return new Difference(What.UNTOLD, first.call(), null, first.line());
  }

  private static Instant began(QueueLogEntry entry) {
    Instant created = Uniqueid.createdAt(entry.call()).orElse(entry.time());
    return created.isBefore(entry.time()) ? created : entry.time();
  }
}
