package org.switchhook.telephony;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of an agent's pause. Asterisk tells it once a queue; what comes within {@link
 * #WINDOW_MS} with the same state and reason is one change.
 */
final class PauseChange {

  static final long WINDOW_MS = 100;

  final boolean paused;
  final @Nullable String reason;
  final Instant at;
  final List<Was> before = new ArrayList<>();

  PauseChange(boolean paused, @Nullable String reason, Instant at) {
    this.paused = paused;
    this.reason = reason;
    this.at = at;
  }

  /** How it was in one queue before the change. */
  record Was(String queue, boolean paused, @Nullable String reason, @Nullable Instant since) {}
}
