package org.switchhook.asterisk.agi;

import java.time.Duration;
import java.util.Optional;

/** The agents who can be rung now. */
@FunctionalInterface
public interface FreeAgents {

  /**
   * What {@code Dial()} takes to ring an agent: interfaces that queues of the PBX have, and nothing
   * that the name says itself.
   *
   * @param agent as anybody may name one
   * @return empty where he is not known or not free, or that is not known within the time
   */
  Optional<String> dial(String pbx, String agent, Duration atMost);
}
