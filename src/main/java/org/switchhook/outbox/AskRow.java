package org.switchhook.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code asks}.
 *
 * @param askId the id that the system saw
 * @param webhook as it was named
 * @param webhookId absent where there is no such
 * @param outcome the word that the dialplan got
 * @param status HTTP status; absent without an answer
 * @param error why it is not simply what was asked for; empty where it is
 * @param answer the head of the answer's body
 */
public record AskRow(
    String askId,
    String webhook,
    @Nullable Long webhookId,
    String pbx,
    String call,
    Instant startedAt,
    long durationMs,
    String outcome,
    @Nullable Integer status,
    String error,
    String answer) {}
