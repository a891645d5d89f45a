package org.switchhook.delivery;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.switchhook.config.Secret;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.exchange.Request;
import org.switchhook.outbox.Delivery;
import org.switchhook.webhook.Payload;
import org.switchhook.webhook.Sample;
import org.switchhook.webhook.Webhook;
import org.switchhook.webhook.template.Values;

/** A request that was made as every other is, of which nothing is recorded. */
public record Trial(Request request, Answer answer, Verdict verdict) {

  /** No delivery has it; a receiver can tell by it. */
  private static final long NO_DELIVERY = 0;

  private static final Secret MASK = new Secret("***");

  /** Sends a sample; takes as long as an attempt may. */
  public static Trial of(Exchange exchange, Sample sample, Instant now) {
    Request request = request(sample, sample.webhook().secrets(), now);
    Webhook webhook = sample.webhook();
    Answer answer = exchange.send(request, webhook.credential(), webhook.borne().values());
    Judged judged = Judged.of(answer, webhook);
    return new Trial(shown(sample, now), judged.answer(), judged.verdict());
  }

  /** What would be sent, without its secrets. */
  public static Request shown(Sample sample, Instant now) {
    Map<String, Secret> masked = new HashMap<>();
    sample.webhook().secrets().keySet().forEach(name -> masked.put(name, MASK));
    return request(sample, masked, now);
  }

  private static Request request(Sample sample, Map<String, Secret> secrets, Instant now) {
    Payload payload = sample.payload();
    Delivery delivery =
        new Delivery(
            NO_DELIVERY,
            sample.eventId(),
            payload.webhookId(),
            payload.event(),
            1,
            null,
            payload.contentType(),
            payload.body(),
            sample.json(),
            0);
    Values values = Values.parse(delivery.json(), delivery.event()).withSecrets(secrets);
    return Sender.request(delivery, sample.webhook(), values, now);
  }
}
