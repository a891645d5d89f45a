package org.switchhook.exchange;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @param status HTTP status; absent when none came
 * @param error why there is no answer, or only a part of one
 * @param duration from dialling to the last byte read
 * @param head the first 16 KiB of the body; bytes that are no UTF-8 are replaced
 * @param retryAfter the header of that name, as it came
 * @param withheld the target is not to blame: it was not asked, as there was no token for it, or
 *     its credential may not go there
 */
public record Answer(
    @Nullable Integer status,
    @Nullable String error,
    Duration duration,
    String head,
    @Nullable String retryAfter,
    boolean withheld) {

  /** Of the target itself, or of the way there. */
  public Answer(
      @Nullable Integer status,
      @Nullable String error,
      Duration duration,
      String head,
      @Nullable String retryAfter) {
    this(status, error, duration, head, retryAfter, false);
  }

  /** None, and not by the target's fault. */
  static Answer withheld(String why, Duration duration) {
    return new Answer(null, why, duration, "", null, true);
  }

  Answer lasting(Duration whole) {
    return new Answer(status, error, whole, head, retryAfter, withheld);
  }

  Answer with(String why) {
    return new Answer(status, why, duration, head, retryAfter, withheld);
  }
}
