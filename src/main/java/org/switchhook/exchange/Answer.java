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
 */
public record Answer(
    @Nullable Integer status,
    @Nullable String error,
    Duration duration,
    String head,
    @Nullable String retryAfter) {}
