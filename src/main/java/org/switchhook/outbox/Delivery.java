package org.switchhook.outbox;

/**
 * What has to be sent to one webhook, claimed by this bridge.
 *
 * @param event the name that the receiver sees
 * @param attempts made before
 */
public record Delivery(
    long id,
    String eventId,
    long webhookId,
    String event,
    String contentType,
    String body,
    int attempts) {

  /** The number of the attempt to be made now, from 1. */
  public int number() {
    return attempts + 1;
  }
}
