package org.switchhook.asterisk.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call detail record: one channel with one other, or alone. A call has one for each pair.
 *
 * @param uniqueid of its first party's channel; absent where cdr.conf does not have it written
 * @param start in whole seconds, as the end
 * @param channel that channel's name
 * @param destination the extension that was dialled last
 * @param destinationChannel the other party's channel; empty where there was none
 * @param answered its disposition is ANSWERED
 */
public record Cdr(
    @Nullable String uniqueid,
    String channel,
    Instant start,
    Instant end,
    String destination,
    String destinationChannel,
    boolean answered,
    LogLine line) {}
