package org.switchhook.telephony;

import static org.switchhook.event.EventType.CUSTOM;

import java.time.Instant;
import java.util.SortedMap;
import org.switchhook.event.CallRef;
import org.switchhook.event.CustomDetail;

/**
 * What somebody said of a call in words of its own.
 *
 * @param name behind {@code custom.}
 */
record Remark(Instant at, String name, SortedMap<String, String> data) {

  /** Tells it at the time at which it was said, or now where that is over. */
  void tell(Moment now, Story story, CallRef call) {
    Moment then = at.isAfter(now.time()) ? now.of(at) : now;
    story.tell(then, CUSTOM, call, null, new CustomDetail(name, data));
  }
}
