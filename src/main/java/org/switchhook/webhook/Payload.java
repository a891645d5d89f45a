package org.switchhook.webhook;

/**
 * What one webhook is to be told of one event, rendered once and for all attempts.
 *
 * @param event the name that the receiver sees, e.g. {@code AgentLog} or {@code call.ended}
 */
public record Payload(long webhookId, String event, String contentType, String body) {

  /** The content type of the canonical JSON and of uContact's. */
  public static final String JSON = "application/json";
}
