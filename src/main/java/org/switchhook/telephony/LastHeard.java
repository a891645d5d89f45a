package org.switchhook.telephony;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.switchhook.event.AgentRef;

/** The last steps of a call: a gap begins behind them, and Asterisk's records have them too. */
final class LastHeard {

  private @Nullable String queue;
  private @Nullable Instant joinedAt;
  private @Nullable AgentRef rejected;
  private @Nullable Instant rejectedAt;

  void joined(String name, Instant at) {
    queue = name;
    joinedAt = at;
  }

  /** Whom it rang did not answer. */
  void rejected(Party party, Instant at) {
    rejected = party.agent();
    rejectedAt = at;
  }

  /** When it joined that queue, if that is the last that it joined. */
  @Nullable Instant joinedAt(@Nullable String name) {
    return name != null && name.equals(queue) ? joinedAt : null;
  }

  /** When this member was rung in vain, if that was the last who was. */
  @Nullable Instant rejectedAt(AgentRef member) {
    return member.equals(rejected) ? rejectedAt : null;
  }
}
