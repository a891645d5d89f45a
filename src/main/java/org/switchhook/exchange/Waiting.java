package org.switchhook.exchange;

import org.jspecify.annotations.Nullable;

/**
 * How the thread that makes a request has its {@link Turn}: until it waits for the network, and
 * again when something of the answer is there. In between its time goes on, and it is the
 * receiver's.
 */
final class Waiting {

  private static final ThreadLocal<@Nullable Waiting> OF_THREAD = new ThreadLocal<>();

  private final Turn turn;
  private final Deadline deadline;

  /** Waits within each other; the outermost one counts. */
  private int depth;

  private Waiting(Turn turn, Deadline deadline) {
    this.turn = turn;
    this.deadline = deadline;
  }

  /** A request begins that is over at the deadline. */
  static void by(Turn turn, Deadline deadline) {
    OF_THREAD.set(new Waiting(turn, deadline));
  }

  /** The request is over. */
  static void over() {
    OF_THREAD.remove();
  }

  /** This thread may have to wait now; its next turn comes with the first part of an answer. */
  static void mayBegin() {
    Waiting waiting = OF_THREAD.get();
    if (waiting != null) {
      waiting.turn.leave();
    }
  }

  /** This thread waits. */
  static void begins() {
    Waiting waiting = OF_THREAD.get();
    if (waiting != null) {
      waiting.depth++;
      waiting.turn.leave();
    }
  }

  /**
   * This thread goes on. An answer that has come in time waits for no turn until it is too late.
   */
  static void ends() {
    Waiting waiting = OF_THREAD.get();
    if (waiting != null && --waiting.depth == 0) {
      waiting.turn.enter(waiting.deadline.left().dividedBy(2));
    }
  }
}
