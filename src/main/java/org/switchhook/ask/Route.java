package org.switchhook.ask;

import org.jspecify.annotations.Nullable;
import org.switchhook.webhook.template.Wishes;

/**
 * Where a call is to go.
 *
 * @param priority in its queue; absent: as it is
 * @param queue absent: as the dialplan has it
 * @param agent who is to be tried first; absent: nobody
 */
public record Route(@Nullable Integer priority, @Nullable String queue, @Nullable String agent) {

  /** As the dialplan has it. */
  public static final Route NONE = new Route(null, null, null);

  static Route of(Wishes wishes) {
    return new Route(wishes.priority(), wishes.queue(), wishes.preferredAgent());
  }
}
