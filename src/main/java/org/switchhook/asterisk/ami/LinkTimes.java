package org.switchhook.asterisk.ami;

import java.time.Duration;

/**
 * How long a link waits.
 *
 * @param silence without a byte for so long, the PBX is dead; it is pinged after a third of it
 * @param login for the connect, and for each answer until it is logged in
 * @param retry from one attempt to connect to the next, at most, with the attempt
 * @param refusedRetry the same after refused logins; it doubles from {@code retry} to this
 */
public record LinkTimes(Duration silence, Duration login, Duration retry, Duration refusedRetry) {

  /** A connection that died at any point is noticed within 15 s, its repair within 5 s. */
  public static final LinkTimes STANDARD =
      new LinkTimes(
          Duration.ofSeconds(12),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(60));
}
