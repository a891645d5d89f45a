package org.switchhook.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.delivery.Aftermath.Outcome;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.exchange.Request;
import org.switchhook.outbox.Attempt;
import org.switchhook.outbox.Delivery;
import org.switchhook.outbox.Next;
import org.switchhook.outbox.Result;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.Payload;
import org.switchhook.webhook.Webhook;
import org.switchhook.webhook.template.BodyTemplate;
import org.switchhook.webhook.template.NoValueException;
import org.switchhook.webhook.template.RequestTemplate;
import org.switchhook.webhook.template.Values;

/** One attempt: the request, the verdict on its answer, and what becomes of the delivery. */
final class Sender {

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final Exchange exchange;
  private final Catalogue catalogue;
  private final Schedule schedule;
  private final Surroundings surroundings;
  private final InstantSource clock;

  Sender(
      Exchange exchange,
      Catalogue catalogue,
      Schedule schedule,
      Surroundings surroundings,
      InstantSource clock) {
    this.surroundings = surroundings;
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
    Values values = Values.parse(delivery.json(), delivery.event());
    Answer came =
        exchange.send(
            request(delivery, webhook, values.withSecrets(webhook.secrets()), startedAt),
            webhook.credential(),
            webhook.borne().values());
    Judged judged = Judged.of(came, webhook);
    Answer answer = judged.answer();
    Verdict verdict = judged.verdict();
    Outcome outcome =
        verdict == Verdict.DELIVERED
            ? Aftermath.of(delivery, webhook, values, answer, surroundings)
            : Outcome.none(answer.error());
    Attempt attempt =
        new Attempt(
            startedAt,
            answer.duration(),
            answer.status(),
            outcome.error(),
            answer.head(),
            outcome.effect(),
            webhook.request().blocks() ? outcome.saved() : null);
    Next next = verdict == Verdict.DELIVERED ? Next.delivered() : next(delivery, answer);
    if (verdict == Verdict.GONE && webhook.request().hasOneAddress()) {
      switchOff(webhook, delivery);
    } else if (verdict == Verdict.GONE) {
      next = Next.dead("status 410: this address is gone, others of the webhook may be there");
    }
    tell(delivery, attempt, next);
    return new Sent(
        new Result(delivery, attempt, next), verdict, why(answer), answer.status() != null);
  }

  static String why(Answer answer) {
    return answer.status() == null ? String.valueOf(answer.error()) : "status " + answer.status();
  }

  /** Something is wrong with this very delivery or with this program: others are not to suffer. */
  Result failed(Delivery delivery, Webhook webhook, String why) {
    SortedMap<String, String> saved = webhook.request().blocks() ? new TreeMap<>() : null;
    Attempt attempt = new Attempt(clock.instant(), Duration.ZERO, null, why, "", null, saved);
    Next next = next(delivery, Optional.empty());
    tell(delivery, attempt, next);
    return new Result(delivery, attempt, next);
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

  /**
   * The request as the row is now.
   *
   * @param values of the event, and the secrets that the row names or what stands for them
   * @throws NoValueException when the event lacks what the row needs
   */
  static Request request(Delivery delivery, Webhook webhook, Values values, Instant now) {
    RequestTemplate template = webhook.request();
    Payload.Body body = body(delivery, template, values);
    Map<String, String> headers = new LinkedHashMap<>(template.headers(values));
    headers.put("webhook-id", delivery.eventId());
    headers.put("X-Switchhook-Event", delivery.event());
    headers.put("X-Switchhook-Delivery", Long.toString(delivery.id()));
    headers.put("X-Switchhook-Attempt", Integer.toString(delivery.number()));
    headers.putAll(webhook.signing().headers(delivery.eventId(), now, body.text()));
    return Request.of(template, values, headers, body);
  }

  private static Payload.Body body(Delivery delivery, RequestTemplate template, Values values) {
    if (!template.hasBody()) {
      return new Payload.Body("", "");
    }
    if (!delivery.body().isEmpty()) {
      return new Payload.Body(delivery.contentType(), delivery.body());
    }
    BodyTemplate own = template.body();
    if (own == null) {
      // It was made for a row that was another then: the event at least is known.
      return new Payload.Body(Payload.JSON, delivery.json());
    }
    String text = own.render(values);
    return new Payload.Body(own.contentType(), text);
  }

  private static void tell(Delivery delivery, Attempt attempt, Next next) {
    LOG.info(
        "attempt delivery={} number={} webhook={} event={} name={} status={} ms={} next={} in={}s"
            + " error={} effect={}",
        delivery.id(),
        delivery.number(),
        delivery.webhookId(),
        delivery.eventId(),
        delivery.event(),
        attempt.status(),
        attempt.duration().toMillis(),
        next.state().word(),
        next.after().toSeconds(),
        attempt.error(),
        attempt.effect());
  }
}
