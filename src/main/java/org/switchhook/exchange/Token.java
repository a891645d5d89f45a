package org.switchhook.exchange;

import java.time.Duration;
import org.switchhook.config.Secret;

/**
 * What opens a door for a while.
 *
 * @param lifetime from when it was asked for
 */
record Token(Secret text, Duration lifetime) {

  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** A request that is on its way needs it for longer than until it is sent. */
  Duration usable() {
    Duration quarter = lifetime.dividedBy(4);
    return lifetime.minus(quarter.compareTo(MARGIN) < 0 ? quarter : MARGIN);
  }
}
