package org.switchhook.exchange;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @param status HTTP status; absent when none came
 * @param error why there is no answer, or only a part of one
 * @param duration from dialling to the last byte read
 * @param head the first 16 KiB of the body; bytes that are no UTF-8 are replaced
 * @param headers the value of a header by its name, as it came, or null
 * @param withheld the target is not to blame: it was not asked, as there was no token for it, or
 *     its credential may not go there
 */
public record Answer(
    @Nullable Integer status,
    @Nullable String error,
    Duration duration,
    String head,
    UnaryOperator<@Nullable String> headers,
    boolean withheld) {

  /** Of the target itself, or of the way there. */
  public Answer(
      @Nullable Integer status,
      @Nullable String error,
      Duration duration,
      String head,
      UnaryOperator<@Nullable String> headers) {
    this(status, error, duration, head, headers, false);
  }

  /** No answer: why. */
  static Answer none(String error, Duration duration) {
    return new Answer(null, error, duration, "", name -> null);
  }

  /** None, and not by the target's fault. */
  static Answer withheld(String why, Duration duration) {
    return new Answer(null, why, duration, "", name -> null, true);
  }

  Answer lasting(Duration whole) {
    return new Answer(status, error, whole, head, headers, withheld);
  }

  /** The same, and what is wrong with it. */
  public Answer with(String why) {
    return new Answer(status, why, duration, head, headers, withheld);
  }

  /** The same, with these headers alone. */
  public Answer with(UnaryOperator<@Nullable String> some) {
    return new Answer(status, error, duration, head, some, withheld);
  }

  /** The header of that name. */
  public @Nullable String retryAfter() {
    return headers.apply("Retry-After");
  }
}
