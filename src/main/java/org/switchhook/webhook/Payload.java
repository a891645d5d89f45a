package org.switchhook.webhook;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one webhook is to be told of one event, rendered once and for all attempts.
 *
 * @param event the name that the receiver sees, e.g. {@code AgentLog} or {@code call.ended}
 * @param contentType empty where the body could not be rendered: each attempt tries it anew, and
 *     fails until somebody has put the row right
 * @param ordered it goes out after those of the same call (or agent, or bridge) that came before
 * @param turn absent where it need not wait for another webhook's answer
 */
public record Payload(
    long webhookId,
    String event,
    String contentType,
    String body,
    boolean ordered,
    @Nullable Turn turn) {

  /** One that waits for no answer. */
  public Payload(long webhookId, String event, String contentType, String body, boolean ordered) {
    this(webhookId, event, contentType, body, ordered, null);
  }

  /**
   * When it is to be rendered.
   *
   * @param behind the webhooks for whose answers to the same event it waits
   * @param atMost since the event
   */
  public record Turn(List<Long> behind, Duration atMost) {}

  /** One whose body the event does not give as the row is now. */
  public static Payload unrendered(long webhookId, String event, boolean ordered) {
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
