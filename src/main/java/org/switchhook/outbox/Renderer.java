package org.switchhook.outbox;

import java.util.Optional;
import org.switchhook.webhook.Payload;

/** Renders what has waited for the answer of another webhook. */
@FunctionalInterface
public interface Renderer {

  /** Leaves it to each attempt. */
  Renderer LATER = (webhook, event, json) -> Optional.of(Payload.unrendered(webhook, event, false));

  /**
   * What the webhook is to be told; absent where it does not want the event.
   *
   * @param event the name that the receiver sees
   * @param json the event, with what was saved meanwhile
   */
  Optional<Payload> payload(long webhook, String event, String json);
}
