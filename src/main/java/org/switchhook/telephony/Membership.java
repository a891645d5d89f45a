package org.switchhook.telephony;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An agent as a member of one queue. */
final class Membership {

  String iface;
  int wrapUpSeconds;
  boolean paused;
  @Nullable String reason;

  /** Absent where the pause began unseen. */
  @Nullable Instant pausedAt;

  Membership(String iface, int wrapUpSeconds) {
    this.iface = iface;
    this.wrapUpSeconds = wrapUpSeconds;
  }
}
