package org.switchhook.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.exchange.Post;
import org.switchhook.outbox.Attempt;
import org.switchhook.outbox.Delivery;
import org.switchhook.outbox.Next;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.Webhook;

/** One attempt: the request, the verdict on its answer, and what becomes of the delivery. */
final class Sender {

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final Exchange exchange;
  private final Catalogue catalogue;
  private final Schedule schedule;
  private final InstantSource clock;

  Sender(Exchange exchange, Catalogue catalogue, Schedule schedule, InstantSource clock) {
    this.exchange = exchange;
    this.catalogue = catalogue;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** An attempt that was made and its consequence; neither is in the database yet. */
  record Result(Attempt attempt, Next next, boolean gone) {}

  /** Sends the delivery; takes as long as an attempt may. */
  Result send(Delivery delivery, Webhook webhook) {
    Instant startedAt = clock.instant();
    Answer answer = exchange.send(post(delivery, webhook, startedAt));
    Attempt attempt =
        new Attempt(startedAt, answer.duration(), answer.status(), answer.error(), answer.head());
    Verdict verdict = Verdict.of(answer);
    Next next = verdict == Verdict.DELIVERED ? Next.delivered() : next(delivery, answer);
    tell(delivery, attempt, next);
    return new Result(attempt, next, verdict == Verdict.GONE);
  }

  /** After a 410: no more for this webhook until somebody sets it right. */
  void switchOff(Webhook webhook, Delivery delivery) {
    catalogue.switchOff(
        webhook,
        "the endpoint answered 410 Gone to delivery "
            + delivery.id()
            + "; if it is wanted again, put url right and set enabled = 1");
  }

  private Next next(Delivery delivery, Answer answer) {
    return schedule
        .delayAfter(delivery.number(), Verdict.wish(answer.retryAfter(), clock.instant()))
        .map(Next::retryAfter)
        .orElseGet(() -> Next.dead("attempt " + delivery.number() + " was the last one"));
  }

  private static Post post(Delivery delivery, Webhook webhook, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", delivery.eventId());
    headers.put("X-Switchhook-Event", delivery.event());
    headers.put("X-Switchhook-Delivery", Long.toString(delivery.id()));
    headers.put("X-Switchhook-Attempt", Integer.toString(delivery.number()));
    headers.putAll(webhook.signing().headers(delivery.eventId(), now, delivery.body()));
    return new Post(webhook.url(), headers, delivery.contentType(), delivery.body());
  }

  private static void tell(Delivery delivery, Attempt attempt, Next next) {
    LOG.info(
        "attempt delivery={} number={} webhook={} event={} name={} status={} ms={} next={} in={}s"
            + " error={}",
        delivery.id(),
        delivery.number(),
        delivery.webhookId(),
        delivery.eventId(),
        delivery.event(),
        attempt.status(),
        attempt.duration().toMillis(),
        next.state().word(),
        next.after().toSeconds(),
        attempt.error());
  }
}
