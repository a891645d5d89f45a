package org.switchhook.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.switchhook.webhook.template.ResponseTemplate;
import org.switchhook.webhook.template.Template;

/**
 * What a dialplan gets that asks a webhook which gives no answer: the last good one, else what is
 * written down.
 *
 * @param key answers of equal keys serve each other; absent: none is kept
 * @param request of the row, as it is written: what answered another one serves none of this one
 * @param ttl for so long an answer serves without asking again
 * @param stale for so long it serves where there is no other
 * @param otherwise where there is none
 */
public record Fallback(
    @Nullable Template key,
    String request,
    Duration ttl,
    Duration stale,
    ResponseTemplate otherwise) {

  /** There is nothing but the answer. */
  public static final Fallback NONE =
      new Fallback(null, "", Duration.ZERO, Duration.ZERO, ResponseTemplate.NONE);
}
