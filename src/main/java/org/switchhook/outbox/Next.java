package org.switchhook.outbox;

import java.time.Duration;

/**
 * What becomes of a delivery after an attempt.
 *
 * @param after until the next attempt, where it waits for one
 * @param reason why it is dead
 */
public record Next(State state, Duration after, String reason) {

  /** The words of the column {@code state}. */
  public enum State {
    WAITING("waiting"),
    DELIVERED("delivered"),
    DEAD("dead"),
    /** Dead, and somebody has said that it may go. */
    ACKNOWLEDGED("acknowledged");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** As in the table. */
    public String word() {
      return word;
    }
  }

  public static Next delivered() {
    return new Next(State.DELIVERED, Duration.ZERO, "");
  }

  public static Next retryAfter(Duration delay) {
    return new Next(State.WAITING, delay, "");
  }

  public static Next atOnce() {
    return new Next(State.WAITING, Duration.ZERO, "");
  }

  /** A dead letter: it stays until somebody replays or acknowledges it. */
  public static Next dead(String reason) {
    return new Next(State.DEAD, Duration.ZERO, reason);
  }
}
