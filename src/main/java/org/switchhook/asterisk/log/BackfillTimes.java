package org.switchhook.asterisk.log;

import java.time.Duration;

/**
 * How long records are waited for.
 *
 * @param settle how long after the PBX is heard again its records are awaited
 * @param remember how often the place is remembered up to which all was heard
 * @param certain how old a place has to be to be remembered: a connection may be dead for a while
 *     before that is noticed
 * @param late how often a CDR that comes late is looked for
 * @param latest how long after the gap one can come; by default cdr.conf's batch mode writes after
 *     300 s
 */
public record BackfillTimes(
    Settle settle, Duration remember, Duration certain, Duration late, Duration latest) {

  /**
   * A CDR comes up to a second after the hangup.
   *
   * @param least in any case
   * @param quiet until nothing new came for so long
   * @param most not longer
   * @param look how often it is looked
   */
  public record Settle(Duration least, Duration quiet, Duration most, Duration look) {}

  public static final BackfillTimes STANDARD =
      new BackfillTimes(
          new Settle(
              Duration.ofSeconds(1),
              Duration.ofMillis(300),
              Duration.ofSeconds(3),
              Duration.ofMillis(100)),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10));
}
