package org.switchhook.ask;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An ask that is over, as it is written down.
 *
 * @param webhook id of the row; absent where there is none of that name
 * @param duration from the question to the reply
 * @param answer the head of the answer's body
 */
public record Asked(
    Ask ask, @Nullable Long webhook, Instant at, Duration duration, Reply reply, String answer) {}
