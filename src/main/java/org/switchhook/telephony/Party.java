package org.switchhook.telephony;

import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;
import org.switchhook.event.PartyRef;

/** Who is rung or talks: an agent, another phone, or an outside number. */
record Party(@Nullable AgentRef agent, @Nullable String extension, @Nullable String number) {

  static Party agent(AgentRef agent) {
    return new Party(agent, null, null);
  }

  static Party extension(String extension) {
    return new Party(null, extension, null);
  }

  static Party outside(@Nullable String number) {
    return new Party(null, null, number);
  }

  boolean isOutside() {
    return agent == null && extension == null;
  }

  PartyRef ref() {
    return new PartyRef(agent, extension, number, null);
  }
}
