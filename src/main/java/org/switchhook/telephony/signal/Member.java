package org.switchhook.telephony.signal;

import org.jspecify.annotations.Nullable;

/**
 * A member of a queue (app_queue.c).
 *
 * @param stateInterface the device whose state tells if the member is free; names the agent
 * @param wrapUpSeconds the member's own {@code Wrapuptime}; 0 where the queue's counts
 */
public record Member(
    String queue,
    String iface,
    @Nullable String stateInterface,
    String name,
    boolean paused,
    @Nullable String pausedReason,
    int wrapUpSeconds) {}
