package org.switchhook.telephony;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.switchhook.event.CallDetail.Initiation;
import org.switchhook.event.CallRef.Direction;
import org.switchhook.event.CallerRef;
import org.switchhook.telephony.signal.Channel;

/**
 * How a call came in.
 *
 * @param channel the first channel, with whom it dialled
 * @param from who calls, as it is shown
 */
record Entry(
    Channel channel, CallerRef from, Party caller, Initiation initiation, Instant startedAt) {

  /** The time is told in milliseconds, and is the same once it was put down and read again. */
  Entry {
    startedAt = startedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Its direction, where it is not a phone's call to the outside: an outside party is called itself
   * where Asterisk originated its channel. Who is behind an originated Local channel is not known.
   */
  Direction direction() {
    if (!caller.isOutside()) {
      return Direction.INTERNAL;
    }
    boolean called = initiation == Initiation.ORIGINATE && !channel.name().startsWith("Local/");
    return called ? Direction.OUTBOUND : Direction.INBOUND;
  }
}
