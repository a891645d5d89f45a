package org.switchhook.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallRef;
import org.switchhook.event.Event;
import org.switchhook.event.Origin;

/** What was told of one call, as far as Asterisk records it too. */
final class ToldCall {

  /** Where somebody is rung in vain for hours, no more is kept. */
  private static final int STEPS_AT_MOST = 2_000;

  private final QueueSteps queues = new QueueSteps();
  private final Instant startedAt;
  private boolean whole;
  private boolean transferred;
  private boolean handedOver;
  private @Nullable Instant endedAt;
  private @Nullable Instant talkedUntil;
  private @Nullable Destination offered;
  private @Nullable Destination reached;

  /**
   * @param first of its events that was heard of here; where that is not the call's first, it is
   *     not compared
   */
  ToldCall(Event first, CallRef call) {
    startedAt = call.startedAt();
    whole = first.sequence() == 1;
  }

  void told(Event event, CallRef call) {
    // What was rebuilt from Asterisk's records is no evidence for them.
    whole &= event.origin() == Origin.LIVE && queues.all().size() < STEPS_AT_MOST;
    if (isEnd(event)) {
      endedAt = event.time();
      end(event, call);
    } else if (queues.all().size() < STEPS_AT_MOST) {
      step(event);
    }
  }

  private static boolean isEnd(Event event) {
    return event.detail() instanceof CallDetail.Ended
        || event.detail() instanceof CallDetail.Abandoned;
  }

  private void step(Event event) {
    if (event.detail() instanceof CallDetail.Queued queued) {
      queues.queued(event, queued);
    } else if (event.detail() instanceof CallDetail.LeftQueue left) {
      queues.left(left);
    } else if (event.detail() instanceof CallDetail.Allocated allocated) {
      offered = Destination.of(event.agent(), allocated.extension(), allocated.number());
      queues.allocated(event, allocated);
    } else if (event.detail() instanceof CallDetail.Rejected rejected) {
      queues.rejected(event, rejected);
    } else if (event.detail() instanceof CallDetail.Accepted accepted) {
      reached = Destination.of(event.agent(), accepted.extension(), accepted.number());
      queues.accepted(event, accepted);
    } else if (event.detail() instanceof CallDetail.Transferred handed) {
      transferred = true;
      queues.transferred(event, handed);
    }
  }

  private void end(Event event, CallRef call) {
    handedOver = call.kind() == CallRef.Kind.CONSULT && isBySystem(event);
    if (handedOver) {
      return; // What comes of it is the first call's.
    }
    if (event.detail() instanceof CallDetail.Abandoned abandoned) {
      queues.abandoned(abandoned);
    } else if (event.detail() instanceof CallDetail.Ended ended) {
      queues.ended(event, ended, call);
      talkedUntil =
          ended.segments().stream().map(QueueSteps::end).max(Instant::compareTo).orElse(null);
    }
  }

  private static boolean isBySystem(Event event) {
    return event.detail() instanceof CallDetail.Abandoned abandoned
        ? abandoned.reason() == CallDetail.AbandonReason.SYSTEM
        : event.detail() instanceof CallDetail.Ended ended
            && ended.endedBy() == CallDetail.EndedBy.SYSTEM;
  }

  /** Of its way through queues; none where it was in none. */
  List<ToldStep> steps() {
    return queues.all();
  }

  Instant startedAt() {
    return startedAt;
  }

  /** When it was over; null while it is not. */
  @Nullable Instant endedAt() {
    return endedAt;
  }

  /** When the last of them hung up: nobody talks any longer, and maybe the dialplan goes on. */
  Span hungUp(Instant end) {
    return new Span(talkedUntil == null ? end : talkedUntil, end);
  }

  /** Whether all of it was told, as it happened. */
  boolean isWhole() {
    return whole;
  }

  /** Somebody handed it over: other channels than its first one's may have carried it on. */
  boolean wasTransferred() {
    return transferred;
  }

  /** A consultation whose channels carried another call on when it was over. */
  boolean wasHandedOver() {
    return handedOver;
  }

  /** Who answered last, else who was rung last; null where nobody was. */
  @Nullable Destination destination() {
    return reached == null ? offered : reached;
  }

  boolean wasAnswered() {
    return reached != null;
  }
}
