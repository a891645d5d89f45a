package org.switchhook.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of the {@code agent.*} types. Queues are named, in alphabetical order. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface AgentDetail extends Detail {

  /** Joined the first queue. */
  record LoggedIn(List<String> queues) implements AgentDetail {}

  /** Left the last queue; {@code sessionMs} is absent where the login was not seen. */
  record LoggedOut(List<String> queues, @Nullable Long sessionMs) implements AgentDetail {}

  /** Membership changed while logged in; {@code queues} are those after the change. */
  record QueuesChanged(List<String> added, List<String> removed, List<String> queues)
      implements AgentDetail {}

  /**
   * A break begins.
   *
   * @param queues those in which the state changed
   * @param all paused in every queue that the agent is in, from now on
   * @param automatic Asterisk did it, because the agent did not answer
   */
  record Paused(@Nullable String reason, List<String> queues, boolean all, boolean automatic)
      implements AgentDetail {}

  /**
   * A break ends.
   *
   * @param reason the reason that the break began with
   * @param all had been paused in every queue that the agent is in, until now
   * @param pausedMs absent where the beginning was not seen
   */
  record Unpaused(
      @Nullable String reason,
      List<String> queues,
      boolean all,
      boolean automatic,
      @Nullable Long pausedMs)
      implements AgentDetail {}
}
