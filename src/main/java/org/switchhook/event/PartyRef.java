package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who took part, or whereto it went: exactly one of an agent, an extension, an outside number and a
 * queue is given.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PartyRef(
    @Nullable AgentRef agent,
    @Nullable String extension,
    @Nullable String number,
    @Nullable QueueRef queue) {}
