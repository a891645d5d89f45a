package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.function.UnaryOperator;
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
    @Nullable QueueRef queue) {

  PartyRef named(UnaryOperator<AgentRef> names) {
    return agent == null ? this : new PartyRef(names.apply(agent), extension, number, queue);
  }
}
