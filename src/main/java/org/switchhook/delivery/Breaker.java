package org.switchhook.delivery;

import java.time.Duration;
import java.util.Locale;

/**
 * Keeps requests from an endpoint that is ill: it opens when none of the last ones was answered, or
 * half of the last twenty failed, and lets one through after a while to see. Time is in nanoseconds
 * of {@link System#nanoTime}, which no change of the clock moves. Not thread-safe.
 */
final class Breaker {

  /** Whether requests go out; also the words of the column {@code breaker}. */
  enum State {
    CLOSED,
    OPEN,
    HALF_OPEN;

    /** As in the table. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final int UNANSWERED_AT_MOST = 5;
  private static final int WINDOW = 20;
  private static final int FAILURES_AT_MOST = WINDOW / 2;
  private static final Duration FIRST_REST = Duration.ofSeconds(10);
  static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private State state = State.CLOSED;
  private long openUntil;
  private Duration rest = FIRST_REST;

  /** How the last ones went, the latest in the lowest bit: 1 failed. */
  private int history;

  private int known;
  private int unanswered;

  /** How it stands at {@code now}. */
  State state(long now) {
    if (state == State.OPEN && now - openUntil >= 0) {
      state = State.HALF_OPEN;
    }
    return state;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Until then nothing is sent, where it is open. */
  long openUntil() {
    return openUntil;
  }

  /** The endpoint took what was sent, or refused it by a word of its own. */
  void answered() {
    unanswered = 0;
    remember(0);
    if (state != State.CLOSED) {
      close();
    }
  }

  /**
   * It failed.
   *
   * @param answered by an error of its own, and not by silence
   */
  void failed(boolean answered, long now) {
    unanswered = answered ? 0 : unanswered + 1;
    remember(1);
    boolean ill = unanswered >= UNANSWERED_AT_MOST || isFailing();
    if (state == State.HALF_OPEN || (state == State.CLOSED && ill)) {
      open(rest, now);
      Duration next = rest.multipliedBy(2);
      rest = next.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : next;
    }
  }

  /** Nothing is sent for {@code time}, at most five minutes. */
  void open(Duration time, long now) {
    state = State.OPEN;
    openUntil = now + (time.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : time).toNanos();
  }

  private void close() {
    state = State.CLOSED;
    rest = FIRST_REST;
    history = 0;
    known = 0;
  }

  private void remember(int failed) {
    history = ((history << 1) | failed) & ((1 << WINDOW) - 1);
    known = Math.min(WINDOW, known + 1);
  }

  private boolean isFailing() {
    return known == WINDOW && Integer.bitCount(history) >= FAILURES_AT_MOST;
  }
}
