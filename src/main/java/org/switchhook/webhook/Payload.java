package org.switchhook.webhook;

/**
 * What one webhook is to be told of one event, rendered once and for all attempts.
 *
 * @param event the name that the receiver sees, e.g. {@code AgentLog} or {@code call.ended}
 * @param contentType empty where the body could not be rendered: each attempt tries it anew, and
 *     fails until somebody has put the row right
 * @param ordered it goes out after those of the same call (or agent, or bridge) that came before
 */
public record Payload(
    long webhookId, String event, String contentType, String body, boolean ordered) {

  /** One whose body the event does not give as the row is now. */
  static Payload unrendered(long webhookId, String event, boolean ordered) {
    return new Payload(webhookId, event, "", "", ordered);
  }

  /**
   * What goes out.
   *
   * @param text empty for none
   */
  public record Body(String contentType, String text) {}

  /** The content type of the canonical JSON and of uContact's. */
  public static final String JSON = "application/json";
}
