package org.switchhook.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a webhook's endpoint does, as this bridge sees it.
 *
 * @param breaker closed, open or half-open
 * @param openFor absent where it is not open
 * @param failures in a row, up to now
 * @param succeeded since the last report
 * @param lastFailure since the last report; absent for none
 */
public record EndpointReport(
    long webhookId,
    String breaker,
    @Nullable Duration openFor,
    int failures,
    boolean succeeded,
    @Nullable String lastFailure) {}
