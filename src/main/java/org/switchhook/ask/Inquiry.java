package org.switchhook.ask;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Request;
import org.switchhook.webhook.Fallback;
import org.switchhook.webhook.Payload;
import org.switchhook.webhook.Webhook;
import org.switchhook.webhook.template.NoValueException;
import org.switchhook.webhook.template.Values;

/** One webhook, asked once. */
final class Inquiry {

  private final Ask ask;
  private final Webhook webhook;
  private final Payload payload;
  private final Values values;
  private final Answers answers;
  private final Answers.@Nullable Key key;

  /**
   * @param payload what the row makes of the ask
   * @param answers those that are kept
   */
  Inquiry(Ask ask, Webhook webhook, Payload payload, Values values, Answers answers) {
    this.ask = ask;
    this.webhook = webhook;
    this.payload = payload;
    this.values = values;
    this.answers = answers;
    this.key = Answers.key(webhook, values);
  }

  /** Of an answer that is so young that nobody is asked; empty where there is none that will do. */
  Optional<Told> known() {
    return answers
        .find(key, webhook.fallback().ttl())
        .map(answer -> new Told(Judgement.read(answer, webhook, values), answer.head()))
        .filter(told -> told.reply().status() == AskStatus.OK);
  }

  /**
   * Asks.
   *
   * @param atMost how long it is waited
   */
  Told ask(Requests requests, Health health, Instant now, Duration atMost) {
    Duration within = webhook.request().transport().timeWithin(atMost);
    Request request;
    try {
      request = AskRequest.of(webhook, payload, ask, values, now, within);
    } catch (NoValueException e) {
      return Told.of(Reply.of(AskStatus.NOT_ALLOWED, String.valueOf(e.getMessage())));
    }
    if (!health.admits(webhook.id())) {
      return Told.of(
          Reply.of(AskStatus.BREAKER_OPEN, "it has failed too often lately and is left alone"));
    }
    Answer answer = null;
    try {
      answer = requests.send(request, webhook);
    } finally {
      // Whatever happens: who was let through to see whether it is well holds back all others.
      // One that this bridge has cut off, as it stops, says nothing of the system either.
      if (answer == null || isHurried(answer, within) || Thread.currentThread().isInterrupted()) {
        health.spared(webhook.id());
      } else {
        health.told(webhook.id(), answer);
      }
    }
    if (answer == null) {
      return Told.of(Reply.of(AskStatus.BUSY, "as many as there may be are asked already"));
    }
    Reply reply = Judgement.of(answer, webhook, values, within);
    if (reply.status() == AskStatus.OK) {
      answers.keep(key, answer.with(webhook.response().asked(answer.headers())));
    }
    return new Told(reply, answer.head());
  }

  /** Whether it had less than its usual time, which a dialplan alone has decided. */
  private boolean isHurried(Answer answer, Duration within) {
    Duration usual = webhook.request().transport().timeWithin(Ask.USUALLY);
    return answer.error() != null
        && within.compareTo(usual) < 0
        && answer.duration().compareTo(within) >= 0;
  }

  /** What serves instead of a failure: the last good answer, else what is written down. */
  Reply instead(Reply failure) {
    Fallback fallback = webhook.fallback();
    Reply last =
        answers
            .find(key, fallback.stale())
            .map(answer -> Judgement.read(answer, webhook, values))
            .filter(reply -> reply.status() == AskStatus.OK)
            .orElse(null);
    if (last != null) {
      return new Reply(
          AskStatus.STALE, failure.httpCode(), failure.reason(), last.data(), last.route());
    }
    return Judgement.otherwise(failure, webhook, values);
  }
}
