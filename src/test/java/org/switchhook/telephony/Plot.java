package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call's story has to say, known from what was made to happen and not from the model: the
 * published language's rules once more.
 */
final class Plot {

  private static final Set<String> TELLING_EXITS =
      Set.of("timeout", "full", "join_empty", "leave_empty", "key");
  private static final Set<String> TELLING_OUTCOMES =
      Set.of("no_answer", "rejected", "busy", "unavailable");

  private final List<String> way = new ArrayList<>();
  private final List<String> attempts = new ArrayList<>();
  private final List<Outline.Part> parts = new ArrayList<>();

  /** A queue that was left, and it is not known yet whether the call goes on. */
  private @Nullable Exit exit;

  /** The queue that was left last; absent once somebody answered. */
  private @Nullable Exit left;

  private boolean exitWasLast;
  private @Nullable String lastOutcome;
  private long wrapUpMs;

  // Who talks now.
  private @Nullable String who;
  private final Set<String> holding = new HashSet<>();
  private Instant countedTo = Instant.EPOCH;
  private long talkMs;
  private long holdMs;

  private record Exit(String queue, String reason) {}

  void received(String how) {
    way.add("received " + how);
  }

  void queued(String queue) {
    goesOn();
    if (left != null) {
      way.add("forwarded " + left.queue() + ">" + queue);
      left = null;
    }
    way.add("queued " + queue);
  }

  /** It was refused at the door, or left unanswered. */
  void leaves(String queue, String reason) {
    goesOn();
    exit = new Exit(queue, reason);
    exitWasLast = true;
  }

  /** It did something else after a queue, or stayed for half a second. */
  void goesOn() {
    if (exit != null) {
      way.add("left " + exit.queue() + " " + exit.reason());
      left = exit;
      exit = null;
    }
  }

  /** Somebody is rung; gives the number of the attempt. */
  int rings(String whom, @Nullable String queue) {
    goesOn();
    exitWasLast = false;
    attempts.add(queue == null ? whom : whom + " for " + queue);
    return attempts.size() - 1;
  }

  void rejected(int attempt, String outcome) {
    attempts.set(attempt, attempts.get(attempt) + " " + outcome);
    lastOutcome = outcome;
  }

  void accepted(int attempt) {
    attempts.set(attempt, attempts.get(attempt) + " accepted");
    left = null;
  }

  /** Somebody talks from now on, after whose part in this queue there is so much wrap-up. */
  void talks(String name, Duration wrapUp, Instant now) {
    who = name;
    talkMs = 0;
    holdMs = 0;
    countedTo = now;
    wrapUpMs = wrapUp.toMillis();
  }

  void held(String by, Instant now) {
    count(now);
    holding.add(by);
    way.add("held " + by);
  }

  void resumed(String by, Instant now) {
    count(now);
    holding.remove(by);
    way.add("resumed " + by);
  }

  boolean isHeldBy(String by) {
    return holding.contains(by);
  }

  boolean isHeld() {
    return !holding.isEmpty();
  }

  /** They talk no longer, as this one leaves; of a hold that ends so no word is made. */
  void parts(String leaves, Instant now) {
    end(now);
    holding.remove(leaves);
  }

  private void end(Instant now) {
    count(now);
    if (who != null) {
      parts.add(new Outline.Part(who, talkMs, holdMs));
    }
    who = null;
  }

  private void count(Instant now) {
    long ms = Duration.between(countedTo, now).toMillis();
    talkMs += holding.isEmpty() ? ms : 0;
    holdMs += holding.isEmpty() ? 0 : ms;
    countedTo = now;
  }

  void coded(String value, String by) {
    way.add("dispositioned " + value + " " + by);
  }

  void transferred(String how, String by, String to) {
    way.add(how + " " + by + ">" + to);
  }

  boolean isConnected() {
    return who != null || !parts.isEmpty();
  }

  /** Over; {@code by} counts where it had been connected. */
  void over(String by, boolean callerHungUp, Instant now) {
    if (!isConnected()) {
      way.add("abandoned " + (callerHungUp ? "caller_hangup" : reason()));
      way.add("closed 0");
      return;
    }
    end(now);
    way.add("ended " + by);
    way.add("closed " + wrapUpMs);
  }

  private String reason() {
    Exit last = exit == null ? left : exit;
    if (last != null && exitWasLast && TELLING_EXITS.contains(last.reason())) {
      return last.reason();
    }
    boolean tells = lastOutcome != null && TELLING_OUTCOMES.contains(lastOutcome);
    return tells ? String.valueOf(lastOutcome) : "system";
  }

  Outline outline() {
    return new Outline(way, attempts, parts);
  }
}
