package org.switchhook.telephony;

import java.time.Instant;
import java.util.Comparator;
import java.util.function.Consumer;

/**
 * Something that happened in a gap, to be told in the order of time.
 *
 * @param rank of steps of the same time: what Asterisk's whole seconds do not tell apart
 */
record Step(Instant at, int rank, Consumer<Moment> what) {

  /** A ringing begins before it is answered, and both before its end. */
  static final int BEGINS = 0;

  static final int GOES_ON = 1;
  static final int ENDS = 2;

  /** Behind all others. */
  static final int LAST = Integer.MAX_VALUE;

  static final Comparator<Step> ORDER = Comparator.comparing(Step::at).thenComparingInt(Step::rank);
}
