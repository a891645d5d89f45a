package org.switchhook.telephony;

import java.time.Instant;
import java.util.Comparator;

/**
 * When something is decided if nothing else decides it sooner. One that no longer matters is left
 * to fire: its subject knows better by then.
 *
 * @param subject the uniqueid of the call, the interface of the agent or the name of the PBX
 */
record Deadline(Instant at, What what, String subject) implements Comparable<Deadline> {

  private static final Comparator<Deadline> ORDER =
      Comparator.comparing(Deadline::at)
          .thenComparing(Deadline::what)
          .thenComparing(Deadline::subject);

  /** What is decided. */
  enum What {
    /** The caller has left a queue: is it going on? */
    QUEUE_EXIT,
    /** A ring attempt is over and its channel lingers: how did it end? */
    OFFER,
    /** Taken off hold: for a transfer? */
    RESUME,
    /** The call was handed over and went nowhere that can be seen. */
    TRANSFER,
    /** What became of somebody waits for word of a transfer. */
    LATE_TRANSFER,
    /** The caller is gone: are those whom it rang gone too? */
    RUNG,
    /** No further queue joined the pause. */
    PAUSE,
    /** Wrap-up time is over. */
    WRAP_UP,
    /** Records that came late: all of a call are there by then. */
    LATE_RECORDS,
    /** It closed so long ago that nothing will be said of it any more. */
    FORGET
  }

  @Override
  public int compareTo(Deadline other) {
    return ORDER.compare(this, other);
  }
}
