package org.switchhook.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A range of time.
 *
 * @param from the first moment; absent for no beginning
 * @param to the first moment behind it; absent for no end
 */
public record Period(@Nullable Instant from, @Nullable Instant to) {

  /** All of it. */
  public static final Period EVER = new Period(null, null);
}
