package org.switchhook.webhook;

/**
 * What one webhook is to be told of one event, rendered once and for all attempts.
 *
 * @param event the name that the receiver sees, e.g. {@code AgentLog} or {@code call.ended}
 * @param ordered it goes out after those of the same call (or agent, or bridge) that came before
 */
public record Payload(
    long webhookId, String event, String contentType, String body, boolean ordered) {

  /** The content type of the canonical JSON and of uContact's. */
  public static final String JSON = "application/json";
}
