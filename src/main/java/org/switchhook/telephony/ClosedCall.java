package org.switchhook.telephony;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.CallRef;

/**
 * What is kept of a call that is closed.
 *
 * @param call as it stood at the end
 * @param lastTalker the last agent or extension who talked
 * @param until when it is forgotten
 */
record ClosedCall(Story story, CallRef call, @Nullable Party lastTalker, Instant until) {

  ClosedCall copy() {
    return new ClosedCall(story.copy(), call, lastTalker, until);
  }

  void code(Moment now, Disposition disposition) {
    disposition.orBy(lastTalker).tell(now, story, call);
  }
}
