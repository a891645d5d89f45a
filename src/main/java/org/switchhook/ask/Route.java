package org.switchhook.ask;

import org.jspecify.annotations.Nullable;
import org.switchhook.webhook.template.Wishes;

/**
 * Where a call is to go.
 *
 * @param priority in its queue; absent: as it is
 * @param queue absent: as the dialplan has it
 * @param agent who is to be tried first, as the answer names him; absent: nobody
 * @param dial what {@code Dial()} takes to ring that agent; absent where he is not free
 */
public record Route(
    @Nullable Integer priority,
    @Nullable String queue,
    @Nullable String agent,
    @Nullable String dial) {

  /** As the dialplan has it. */
  public static final Route NONE = new Route(null, null, null, null);

  static Route of(Wishes wishes) {
    return new Route(wishes.priority(), wishes.queue(), wishes.preferredAgent(), null);
  }

  /** The same, now that it is known what rings the agent. */
  Route dialling(String interfaces) {
    return new Route(priority, queue, agent, interfaces);
  }
}
