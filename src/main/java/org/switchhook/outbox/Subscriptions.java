package org.switchhook.outbox;

import java.util.List;
import org.switchhook.event.Event;
import org.switchhook.webhook.Payload;

/** Who is to be told of an event, and what. */
@FunctionalInterface
public interface Subscriptions {

  /**
   * One payload for each webhook that asks for the event.
   *
   * @param json the event's canonical JSON
   */
  List<Payload> payloads(Event event, String json);
}
