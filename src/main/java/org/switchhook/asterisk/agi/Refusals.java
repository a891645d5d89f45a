package org.switchhook.asterisk.agi;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections that come to nothing: a line of the log a minute, however many there are. */
final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final long BETWEEN = Duration.ofMinutes(1).toNanos();

  private long next = System.nanoTime();
  private int unsaid;

  synchronized void count(String why) {
    unsaid++;
    if (System.nanoTime() - next >= 0) {
      LOG.warn(
          "agi: {} connections came to nothing, the last one: {}", unsaid, AgiSession.plain(why));
      unsaid = 0;
      next = System.nanoTime() + BETWEEN;
    }
  }
}
