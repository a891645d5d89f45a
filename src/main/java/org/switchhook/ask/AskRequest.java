package org.switchhook.ask;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.switchhook.exchange.Request;
import org.switchhook.webhook.Payload;
import org.switchhook.webhook.Webhook;
import org.switchhook.webhook.template.BodyTemplate;
import org.switchhook.webhook.template.RequestTemplate;
import org.switchhook.webhook.template.Values;

/** The request of an ask, as every other of its row. */
final class AskRequest {

  private AskRequest() {}

  /**
   * What is sent.
   *
   * @param values without secrets
   * @param atMost the whole of it
   * @throws org.switchhook.webhook.template.NoValueException when the row needs what the ask lacks
   */
  static Request of(
      Webhook webhook, Payload payload, Ask ask, Values values, Instant now, Duration atMost) {
    RequestTemplate template = webhook.request();
    Values all = values.withSecrets(webhook.secrets());
    Payload.Body body = body(template, payload, all);
    Map<String, String> headers = new LinkedHashMap<>(template.headers(all));
    headers.put("webhook-id", ask.id());
    headers.put("X-Switchhook-Event", payload.event());
    headers.putAll(webhook.signing().headers(ask.id(), now, body.text()));
    return Request.of(template, all, headers, body).within(atMost);
  }

  /** One that could not be rendered says why when it is tried again. */
  private static Payload.Body body(RequestTemplate template, Payload payload, Values values) {
    BodyTemplate own = template.body();
    return payload.contentType().isEmpty() && own != null
        ? new Payload.Body(own.contentType(), own.render(values))
        : new Payload.Body(payload.contentType(), payload.body());
  }
}
