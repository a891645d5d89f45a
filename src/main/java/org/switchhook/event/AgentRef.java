package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An agent as it is shown. Only {@code interface} identifies one; the names are for people.
 *
 * @param iface the queue member's interface, e.g. {@code PJSIP/1001}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentRef(
    String username,
    @Nullable String number,
    String fullName,
    @JsonProperty("interface") String iface) {}
