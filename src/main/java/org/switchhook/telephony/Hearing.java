package org.switchhook.telephony;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.GapCause;
import org.switchhook.telephony.signal.BridgeSignal.Connected;

/** Whether a PBX is heard, and what is not known of it while it was not. */
final class Hearing {

  /** So long a connection may have been dead before that is noticed. */
  private static final Duration DEAF = Duration.ofSeconds(20);

  /** So late may what happened in a gap be written. */
  private static final Duration LATE = Duration.ofMinutes(10);

  /** A clock that is put right is believed after two of these. */
  private static final Duration WHILE = Duration.ofMinutes(1);

  /** Asterisk gives its uptime in whole seconds. */
  private static final Duration UPTIME_PRECISION = Duration.ofSeconds(1);

  private boolean connected;

  /** When it was certainly heard last, by the bridge's clock. */
  private @Nullable Instant contactAt;

  /** The latest time that it has spoken of. */
  private @Nullable Instant heardAt;

  /**
   * By how much its clock was ahead of the bridge's, at the most, in a while and in the one before:
   * what it says may come late, after a cable that stood still by seconds, and never early.
   */
  private @Nullable Duration ahead;

  private @Nullable Duration aheadBefore;
  private @Nullable Instant aheadSince;
  private @Nullable Gap gap;

  /** The last one, all of which is told but what is written of it late. */
  private @Nullable Gap last;

  @Nullable Gap gap() {
    return gap;
  }

  /** It spoke of this time, which came at that. */
  void heard(Instant pbxTime, Instant recordedAt) {
    contactAt = recordedAt;
    if (last != null) {
      lately(pbxTime); // What is held of it goes when nothing more can be written of it.
    }
    if (heardAt == null || pbxTime.isAfter(heardAt)) {
      heardAt = pbxTime;
    }
    compare(pbxTime, recordedAt);
  }

  private void compare(Instant pbxTime, Instant recordedAt) {
    Duration now = Duration.between(recordedAt, pbxTime);
    if (aheadSince == null || !recordedAt.isBefore(aheadSince.plus(WHILE))) {
      aheadBefore = ahead;
      ahead = now;
      aheadSince = recordedAt;
    } else if (ahead == null || now.compareTo(ahead) > 0) {
      ahead = now;
    }
  }

  /** The bridge is alive: a connection that stands now stood a while ago. */
  void alive(Instant at) {
    Instant certain = at.minus(DEAF);
    if (connected && (contactAt == null || contactAt.isBefore(certain))) {
      contactAt = certain;
    }
  }

  /** Nothing is heard any longer, and has not been since {@code at} at the latest. */
  void lost(Instant at, GapCause cause) {
    if (gap != null && gap.to() == null) {
      if (cause == GapCause.JOURNAL_DAMAGED) {
        gap.isFor(cause);
      }
    } else if (gap != null) {
      connected = false;
      gap.goesOn(cause);
    } else if (connected) {
      connected = false;
      boolean untilNow = cause != GapCause.SILENCE && cause != GapCause.BRIDGE_DOWN;
      Instant from = untilNow || contactAt == null ? at : contactAt;
      last = null;
      gap = new Gap(from, heardAt == null ? from : heardAt, cause);
    }
  }

  /** It is heard again, or for the first time: what was missed has to be found out. */
  Gap connected(Connected signal) {
    connected = true;
    Gap open = gap == null ? new Gap(null, null, GapCause.CONNECTION_LOST) : gap;
    gap = open;
    Instant booted = signal.bootedAt();
    if (open.from != null
        && booted != null
        && !booted.isBefore(open.from.minus(UPTIME_PRECISION))) {
      open.isFor(GapCause.PBX_RESTARTED);
    }
    contactAt = signal.time();
    open.ends(signal.time());
    return open;
  }

  /** All that was missed is told. */
  void recovered() {
    last = gap;
    gap = null;
  }

  /** The last gap, while something may still be written of it. */
  @Nullable Gap lately(Instant pbxTime) {
    Instant to = last == null ? null : last.to();
    if (to == null || pbxTime(to).plus(LATE).isBefore(pbxTime)) {
      last = null;
    }
    return last;
  }

  /** What the PBX's clock showed then, as near as is known. */
  Instant pbxTime(Instant bridgeTime) {
    if (ahead == null) {
      return bridgeTime;
    }
    boolean before = aheadBefore != null && aheadBefore.compareTo(ahead) > 0;
    return bridgeTime.plus(before ? aheadBefore : ahead);
  }
}
