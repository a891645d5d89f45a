package org.switchhook.outbox;

import org.jspecify.annotations.Nullable;

/**
 * What came of a delivery that was leased to this bridge, not in the database yet.
 *
 * @param attempt absent where none was made
 */
public record Result(Delivery delivery, @Nullable Attempt attempt, Next next) {

  /** Whether others wait for the answer that this attempt had, or had not. */
  public boolean isAwaited() {
    return attempt != null && attempt.saved() != null;
  }

  /** Not sent after all: it is due at once, for whoever takes it. */
  public static Result unsent(Delivery delivery) {
    return new Result(delivery, null, Next.atOnce());
  }
}
