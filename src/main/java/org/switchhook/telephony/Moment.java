package org.switchhook.telephony;

import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.Event;
import org.switchhook.event.Origin;

/**
 * Where and when a signal is folded.
 *
 * @param pbx the PBX that speaks; absent where the bridge speaks of itself
 * @param time by the PBX's clock, never before the moment before it
 * @param recordedAt when the signal was put on disk
 * @param origin whether the PBX said it as it happened
 * @param deadlines takes what is to be decided later
 * @param out takes the events that follow
 */
record Moment(
    @Nullable String pbx,
    Site site,
    Instant time,
    Instant recordedAt,
    Origin origin,
    Collection<Deadline> deadlines,
    Consumer<Event> out) {

  void decideBy(Instant at, Deadline.What what, String subject) {
    deadlines.add(new Deadline(at, what, subject));
  }

  /** The same moment, at the time of something that happened earlier and is told now. */
  Moment of(Instant earlier) {
    return new Moment(pbx, site, earlier, recordedAt, origin, deadlines, out);
  }

  long msSince(Instant earlier) {
    return time.toEpochMilli() - earlier.toEpochMilli();
  }
}
