package org.switchhook.telephony;

import java.time.Instant;

/** The time of a gap, by the PBX's clock. */
record Span(Instant from, Instant to) {

  /** Whether it is in it, and not at its very beginning. */
  boolean has(Instant time) {
    return time.isAfter(from) && !time.isAfter(to);
  }

  /** The time, or the end of the span that is nearer. */
  Instant within(Instant time) {
    return time.isBefore(from) ? from : time.isAfter(to) ? to : time;
  }
}
