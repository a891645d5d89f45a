package org.switchhook.telephony;

import static org.switchhook.event.EventType.CALL_DISPOSITIONED;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallDetail;
import org.switchhook.event.CallRef;

/**
 * The outcome of a call, as it was coded.
 *
 * @param by who did; absent where that is not known
 */
record Disposition(Instant at, List<String> values, @Nullable Party by) {

  /** The same, by this one if nobody else is known to have coded it. */
  Disposition orBy(@Nullable Party other) {
    return by == null ? new Disposition(at, values, other) : this;
  }

  /** Tells it at the time at which it was coded, or now where that is over. */
  void tell(Moment now, Story story, CallRef call) {
    story.tell(
        at.isAfter(now.time()) ? now.of(at) : now,
        CALL_DISPOSITIONED,
        call,
        by == null ? null : by.agent(),
        new CallDetail.Dispositioned(values, by == null ? null : by.ref()));
  }
}
