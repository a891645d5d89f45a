package org.switchhook.delivery;

import java.time.Instant;
import java.util.List;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.exchange.Request;
import org.switchhook.outbox.Delivery;
import org.switchhook.webhook.Payload;
import org.switchhook.webhook.Sample;

/** A request that was made as every other is, of which nothing is recorded. */
public record Trial(Request request, Answer answer, Verdict verdict) {

  /** No delivery has it; a receiver can tell by it. */
  private static final long NO_DELIVERY = 0;

  /** Sends a sample; takes as long as an attempt may. */
  public static Trial of(Exchange exchange, Sample sample, Instant now) {
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
            0);
    Request request = Sender.request(delivery, sample.webhook(), now);
    Answer answer = exchange.send(request, sample.webhook().credential(), List.of());
    return new Trial(request, answer, Verdict.of(answer));
  }
}
