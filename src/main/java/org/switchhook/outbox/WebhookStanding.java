package org.switchhook.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as people look at it.
 *
 * @param name empty for one that was deleted
 * @param state ok, quarantined, off, deleted; empty while no bridge has seen the row
 * @param breaker the worst that any bridge has; empty where none has sent yet
 * @param lastSuccessAt at any bridge
 * @param failures in a row, the most at any bridge
 * @param lastFailure status or error of the latest
 * @param waiting deliveries
 * @param dead deliveries
 */
public record WebhookStanding(
    long id,
    String name,
    String event,
    String state,
    String reason,
    String breaker,
    @Nullable Instant lastSuccessAt,
    int failures,
    String lastFailure,
    long waiting,
    long dead) {}
