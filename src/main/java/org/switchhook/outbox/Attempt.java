package org.switchhook.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One request that was made for a delivery.
 *
 * @param status HTTP status; absent without an answer
 * @param error why there was no (whole) answer
 * @param answer the head of the answer's body, at most 16 KiB of it
 * @param effect what the answer set on its call, as the PBX confirms it, or why not
 * @param saved by the answer, where others of the same event may wait for that; else absent
 */
public record Attempt(
    Instant startedAt,
    Duration duration,
    @Nullable Integer status,
    @Nullable String error,
    String answer,
    @Nullable String effect,
    @Nullable SortedMap<String, String> saved) {

  /** One whose answer does nothing to a call. */
  public Attempt(
      Instant startedAt,
      Duration duration,
      @Nullable Integer status,
      @Nullable String error,
      String answer) {
    this(startedAt, duration, status, error, answer, null, null);
  }

  /** Whether there is no more of it than status and answer. */
  boolean isPlain() {
    return error == null && effect == null && saved == null;
  }
}
