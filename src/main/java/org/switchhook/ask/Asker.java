package org.switchhook.ask;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.exchange.Exchange;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.EventJson;
import org.switchhook.webhook.Payload;
import org.switchhook.webhook.Webhook;
import org.switchhook.webhook.template.Values;

/** Asks webhooks, each once, behind no delivery: asks have places of their own. Thread-safe. */
public final class Asker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Asker.class);

  /** The journal's disk takes its time; a caller does not wait for it for long. */
  private static final Duration KEEP = Duration.ofMillis(500);

  private final Catalogue catalogue;
  private final Surroundings surroundings;
  private final InstantSource clock;
  private final Answers answers;
  private final Requests requests;

  /**
   * @param most asks at a time
   */
  public Asker(
      Catalogue catalogue,
      Exchange exchange,
      Surroundings surroundings,
      InstantSource clock,
      int most) {
    this.catalogue = catalogue;
    this.surroundings = surroundings;
    this.clock = clock;
    this.answers = new Answers(clock);
    this.requests = new Requests(exchange, surroundings.gate(), most);
  }

  /** Asks, and keeps what the answer says of the call. Returns within the ask's time. */
  public Reply ask(Ask ask) {
    long start = System.nanoTime();
    Instant at = clock.instant();
    Choice choice = Choice.of(catalogue, ask.webhook());
    Webhook webhook = choice.webhook();
    Told told = webhook == null ? Told.of(choice.refusal()) : ask(ask, webhook, start);
    Reply reply = keep(ask, told.reply());
    Long id = webhook == null ? null : webhook.id();
    surroundings.witness().accept(new Asked(ask, id, at, since(start), reply, told.answer()));
    return reply;
  }

  private Told ask(Ask ask, Webhook webhook, long start) {
    try {
      String json = EventJson.text(ask.event());
      Optional<Payload> payload = catalogue.payload(webhook, ask.event(), json);
      return payload.isPresent()
          ? ask(ask, webhook, payload.get(), Values.parse(json, payload.get().event()), start)
          : Told.of(Reply.of(AskStatus.NOT_ALLOWED, unwanted(webhook)));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("ask={} of {} has failed", ask.id(), webhook, e);
      return Told.of(
          Reply.of(AskStatus.HTTP_ERROR, "it cannot be asked: the bridge's log says why"));
    }
  }

  private Told ask(Ask ask, Webhook webhook, Payload payload, Values values, long start) {
    Inquiry inquiry = new Inquiry(ask, webhook, payload, values, answers);
    Optional<Told> known = inquiry.known();
    if (known.isPresent()) {
      return known.get();
    }
    Duration left = ask.atMost().minus(since(start));
    Told told = inquiry.ask(requests, surroundings.health(), clock.instant(), left);
    return told.reply().status().isOutage()
        ? new Told(inquiry.instead(told.reply()), told.answer())
        : told;
  }

  private static String unwanted(Webhook webhook) {
    return "webhook %d does not want this call: direction, conversations, queues, campaigns or condition leave it out %s"
        .formatted(webhook.id(), webhook.filter().failure())
        .strip();
  }

  /** What is not on the disk the dialplan has all the same, and says it to the PBX. */
  private Reply keep(Ask ask, Reply reply) {
    if (reply.data().isEmpty()) {
      return reply;
    }
    String pbx = String.valueOf(ask.event().pbx());
    String call = ask.event().subject().id();
    boolean kept = surroundings.memory().keep(pbx, call, reply.data(), "ask " + ask.id(), KEEP);
    return kept ? reply : reply.because("the data is not kept: the journal takes nothing now");
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void close() {
    requests.close();
  }
}
