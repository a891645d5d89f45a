package org.switchhook.telephony;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallDetail.AbandonReason;
import org.switchhook.event.CallDetail.EndedBy;
import org.switchhook.event.CallRef.Direction;

/** What is told of a call when it is over. */
final class CallEnd {

  private CallEnd() {}

  /** It had been connected. */
  static CallDetail.Ended ended(Call call, Moment now) {
    Conversation conversation = call.conversation;
    Instant started = call.entry().startedAt();
    Instant answered = conversation.answeredAt() == null ? now.time() : conversation.answeredAt();
    return new CallDetail.Ended(
        endedBy(call, conversation.endedBy()),
        call.hangupCause,
        answered.toEpochMilli() - started.toEpochMilli(),
        conversation.talkMs(),
        conversation.holdMs(),
        now.msSince(started),
        conversation.talks().stream().map(Talk::segment).toList());
  }

  private static EndedBy endedBy(Call call, Talk.@Nullable Side side) {
    if (side == null) {
      return call.endUnheard ? EndedBy.UNKNOWN : EndedBy.SYSTEM;
    }
    if (call.direction() != Direction.INTERNAL && !side.party().isOutside()) {
      return EndedBy.AGENT;
    }
    // Who consults by feature code is known as the party; the first channel is a Local one.
    boolean first =
        side.channel().equals(call.uniqueid)
            || (!side.party().isOutside() && side.party().equals(call.entry().caller()));
    return first && call.direction() != Direction.OUTBOUND ? EndedBy.CALLER : EndedBy.CALLEE;
  }

  /** It never was connected. */
  static CallDetail.Abandoned abandoned(Call call, Moment now) {
    QueueVisit stay = call.visit;
    Instant waitedFrom = stay == null ? call.entry().startedAt() : stay.joinedAt;
    Instant waitedTo = stay == null || stay.leftAt == null ? now.time() : stay.leftAt;
    AbandonReason reason = Abandonment.reason(call, call.exitWasLast ? call.exit : null);
    return new CallDetail.Abandoned(
        reason,
        Abandonment.queueExit(call, call.exit),
        call.queue(),
        stay == null ? null : stay.position,
        waitedTo.toEpochMilli() - waitedFrom.toEpochMilli(),
        reason == AbandonReason.CALLER_HANGUP || call.failure == null
            ? call.hangupCause
            : call.failure);
  }
}
