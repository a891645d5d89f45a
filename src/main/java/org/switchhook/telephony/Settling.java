package org.switchhook.telephony;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail.Cause;
import org.switchhook.event.CallDetail.Outcome;
import org.switchhook.telephony.signal.ChannelSignal.HungUp;

/** How ring attempts that nobody answered ended. */
final class Settling {

  private Settling() {}

  /** The rung channel is gone: with its cause all is known. */
  static void hungUp(Call call, Line line, HungUp signal, Moment now) {
    Offer offer = call.offerOn(line);
    if (offer == null) {
      return;
    }
    if (line.originatedAt != null) {
      offer.stopped(now.time(), Origination.dialStatus(line));
    }
    Integer cause =
        line.requestedCause == null ? Integer.valueOf(signal.cause()) : line.requestedCause;
    Outcome outcome = settle(call, offer, line, cause, now);
    if (outcome != Outcome.CALLER_ABANDONED && signal.cause() != 0 && signal.cause() != 16) {
      call.failure = new Cause(signal.cause(), signal.causeText());
    }
  }

  /** Ring attempts that have stopped are settled with what is known. */
  static void stopped(Pbx pbx, Call call, Moment now) {
    for (Offer offer : List.copyOf(call.offers)) {
      Line line = pbx.lines.get(offer.channel);
      if (offer.stoppedAt != null && line != null) {
        settle(call, offer, line, line.requestedCause, now);
      }
    }
  }

  /** Whoever is still rung for the call is not any more. */
  static void withdraw(Call call, Moment now) {
    List.copyOf(call.offers).forEach(offer -> call.reject(now, offer, Outcome.WITHDRAWN));
  }

  /** The caller was taken out of a queue; whom it still rings goes some moments later. */
  static void withdrawRinging(Call call, Instant at, Moment now) {
    for (Offer offer : List.copyOf(call.offers)) {
      if (offer.isCancelled() && !offer.answered && !offer.startedAt().isAfter(at)) {
        call.reject(now.of(at), offer, Outcome.WITHDRAWN);
      }
    }
  }

  static Outcome settle(Call call, Offer offer, Line line, @Nullable Integer cause, Moment now) {
    // app_queue hangs up the others as soon as one has answered, and connects that one later.
    boolean taken =
        call.conversation.runsSince(offer.startedAt())
            || call.offers.stream().anyMatch(o -> o.answered && !o.equals(offer));
    Outcome outcome = offer.outcome(line, cause, call.callerHungUp, taken);
    call.reject(now, offer, outcome);
    return outcome;
  }
}
