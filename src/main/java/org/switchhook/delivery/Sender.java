package org.switchhook.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.exchange.Request;
import org.switchhook.outbox.Attempt;
import org.switchhook.outbox.Delivery;
import org.switchhook.outbox.Next;
import org.switchhook.outbox.Result;
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

  /** A result and what it says of the endpoint. */
  record Sent(Result result, Verdict verdict, String why, boolean isAnswered) {}

  /** Sends the delivery; takes as long as an attempt may. */
  Sent send(Delivery delivery, Webhook webhook) {
    Instant startedAt = clock.instant();
    Answer answer =
        exchange.send(request(delivery, webhook, startedAt), webhook.credential(), List.of());
    Attempt attempt =
        new Attempt(startedAt, answer.duration(), answer.status(), answer.error(), answer.head());
    Verdict verdict = Verdict.of(answer);
    if (verdict == Verdict.GONE) {
      switchOff(webhook, delivery);
    }
    Next next = verdict == Verdict.DELIVERED ? Next.delivered() : next(delivery, answer);
    tell(delivery, attempt, next);
    return new Sent(
        new Result(delivery, attempt, next), verdict, why(answer), answer.status() != null);
  }

  private static String why(Answer answer) {
    return answer.status() == null ? String.valueOf(answer.error()) : "status " + answer.status();
  }

  /** Something is wrong with this very delivery or with this program: others are not to suffer. */
  Result failed(Delivery delivery, Throwable e) {
    Attempt attempt = new Attempt(clock.instant(), Duration.ZERO, null, e.toString(), "");
    return new Result(delivery, attempt, next(delivery, Optional.empty()));
  }

  /** After a 410: no more for this webhook until somebody sets it right. */
  private void switchOff(Webhook webhook, Delivery delivery) {
    String why =
        "the endpoint answered 410 Gone to delivery %d; if it is wanted again, put url right and set"
            + " enabled = 1";
    try {
      catalogue.switchOff(webhook, why.formatted(delivery.id()));
    } catch (RuntimeException e) {
      // The database is away; the next attempt gets the same answer.
      LOG.warn("webhook={} answered 410 Gone and is not switched off yet", webhook.id());
    }
  }

  private Next next(Delivery delivery, Answer answer) {
    return next(delivery, Verdict.wish(answer.retryAfter(), clock.instant()));
  }

  private Next next(Delivery delivery, Optional<Duration> wish) {
    return schedule
        .delayAfter(delivery.number(), wish)
        .map(Next::retryAfter)
        .orElseGet(() -> Next.dead("attempt " + delivery.number() + " was the last one"));
  }

  static Request request(Delivery delivery, Webhook webhook, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", delivery.eventId());
    headers.put("X-Switchhook-Event", delivery.event());
    headers.put("X-Switchhook-Delivery", Long.toString(delivery.id()));
    headers.put("X-Switchhook-Attempt", Integer.toString(delivery.number()));
    headers.putAll(webhook.signing().headers(delivery.eventId(), now, delivery.body()));
    return Request.post(webhook.url(), headers, delivery.contentType(), delivery.body());
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
