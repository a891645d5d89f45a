package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Who took part: exactly one of an agent, an extension or an outside number is given. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PartyRef(
    @Nullable AgentRef agent, @Nullable String extension, @Nullable String number) {}
