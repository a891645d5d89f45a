package org.switchhook.outbox;

import org.jspecify.annotations.Nullable;

/**
 * What has to be sent to one webhook, leased to this bridge.
 *
 * @param event the name that the receiver sees
 * @param sequence of the event, within its subject
 * @param orderKey of an ordered webhook: those with the same go in the order of their sequence
 * @param json the event, canonically
 * @param attempts made before
 */
public record Delivery(
    long id,
    String eventId,
    long webhookId,
    String event,
    long sequence,
    @Nullable Long orderKey,
    String contentType,
    String body,
    String json,
    int attempts) {

  /** The number of the attempt to be made now, from 1. */
  public int number() {
    return attempts + 1;
  }
}
