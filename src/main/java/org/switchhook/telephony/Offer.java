package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.event.QueueRef;

/** One ring attempt: one channel towards one agent, extension or outside number. */
final class Offer {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final int NORMAL_CLEARING = 16;
  private static final int USER_BUSY = 17;
  private static final int CALL_REJECTED = 21;
  private static final int NO_USER_RESPONDING = 18;
  private static final int NO_ANSWER = 19;

  /** AST_CAUSE_ANSWERED_ELSEWHERE. */
  private static final int TAKEN = 26;

  final String id;

  /** The uniqueid of the called channel. */
  final String channel;

  final Party party;
  final @Nullable String queue;
  private Instant startedAt;

  /** It was picked up; in a queue that is not yet a connect. */
  boolean answered;

  /** When it stopped ringing, and what {@code DialEnd} said first. */
  @Nullable Instant stoppedAt;

  @Nullable String dialStatus;

  /** {@code AgentRingNoAnswer} came. */
  boolean ringNoAnswer;

  Offer(String id, String channel, Party party, @Nullable String queue, Instant startedAt) {
    this.id = id;
    this.channel = channel;
    this.party = party;
    this.queue = queue;
    this.startedAt = startedAt;
  }

  CallDetail.Allocated allocated() {
    return new CallDetail.Allocated(id, party.extension(), party.number(), queueRef());
  }

  CallDetail.Rejected rejected(Outcome outcome, Moment now) {
    Instant stopped = stoppedAt == null ? now.time() : stoppedAt;
    long ringMs = stopped.toEpochMilli() - startedAt.toEpochMilli();
    return new CallDetail.Rejected(
        id, party.extension(), party.number(), queueRef(), outcome, ringMs);
  }

  CallDetail.Accepted accepted(Instant waitedFrom, Moment now) {
    return new CallDetail.Accepted(
        id,
        party.extension(),
        party.number(),
        queueRef(),
        now.msSince(waitedFrom),
        now.msSince(startedAt));
  }

  private @Nullable QueueRef queueRef() {
    return queue == null ? null : new QueueRef(queue);
  }

  Instant startedAt() {
    return startedAt;
  }

  /** It rang before it was known for whom. */
  void rungSince(Instant at) {
    startedAt = at;
  }

  /** The first word counts: Asterisk says CANCEL once more after NOANSWER. */
  void stopped(Instant at, @Nullable String status) {
    if (stoppedAt == null) {
      stoppedAt = at;
    }
    if (dialStatus == null) {
      dialStatus = status;
    }
  }

  /**
   * How it ended unanswered. DialStatus alone does not tell: a refusal is NOANSWER or BUSY by
   * version and driver, so the cause of the rung channel is asked first.
   *
   * @param cause Q.850, of the phone's refusal or of the channel's hangup
   */
  Outcome outcome(Line line, @Nullable Integer cause, boolean callerGone, boolean taken) {
    if (cause != null && cause == USER_BUSY) {
      return line.rang ? Outcome.REJECTED : Outcome.BUSY;
    }
    if (cause != null && cause == CALL_REJECTED) {
      return Outcome.REJECTED;
    }
    if (taken && !ringNoAnswer) {
      return Outcome.ANSWERED_ELSEWHERE;
    }
    // Dial() may hang up the others before it says who answered.
    if (cause != null && cause == TAKEN && !callerGone && isCancelled()) {
      return Outcome.ANSWERED_ELSEWHERE;
    }
    if (callerGone && isCancelled()) {
      return Outcome.CALLER_ABANDONED;
    }
    return byDialStatus(line, cause);
  }

  /** Whoever rings it gave up, as far as is known, and not because its ring time was over. */
  boolean isCancelled() {
    return !ringNoAnswer && (dialStatus == null || dialStatus.equals("CANCEL"));
  }

  private Outcome byDialStatus(Line line, @Nullable Integer cause) {
    if (ringNoAnswer) {
      return unanswered(line);
    }
    return switch (dialStatus == null ? "" : dialStatus) {
      case "NOANSWER" -> unanswered(line);
      case "BUSY" -> line.rang ? Outcome.REJECTED : Outcome.BUSY;
      case "CANCEL", "ABORT", "ANSWER" -> Outcome.WITHDRAWN;
      case "" -> byCause(cause);
      default -> Outcome.UNAVAILABLE;
    };
  }

  /**
   * Queue() says NOANSWER of a phone that is not there too (SIP 404, 480, 503); the cause of the
   * far end tells, where it has given one: whose ring time was over has not.
   */
  private Outcome unanswered(Line line) {
    Integer cause = line.requestedCause;
    if (queue == null || cause == null || cause == 0 || cause == NORMAL_CLEARING) {
      return Outcome.NO_ANSWER;
    }
    boolean silent = cause == NO_USER_RESPONDING || cause == NO_ANSWER;
    return silent && couldRing(line) ? Outcome.NO_ANSWER : Outcome.UNAVAILABLE;
  }

  /** A phone with do-not-disturb says so at once; one behind a trunk may ring and not say so. */
  private boolean couldRing(Line line) {
    return line.rang || stoppedAt == null || !stoppedAt.isBefore(startedAt.plus(AT_ONCE));
  }

  private static Outcome byCause(@Nullable Integer cause) {
    if (cause == null || cause == 0 || cause == NORMAL_CLEARING) {
      return Outcome.WITHDRAWN;
    }
    return cause == NO_USER_RESPONDING || cause == NO_ANSWER
        ? Outcome.NO_ANSWER
        : Outcome.UNAVAILABLE;
  }
}
