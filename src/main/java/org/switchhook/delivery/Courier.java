package org.switchhook.delivery;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.switchhook.config.DeliverySettings;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.outbox.Delivery;
import org.switchhook.outbox.Dispatcher;
import org.switchhook.outbox.Next;
import org.switchhook.outbox.Result;
import org.switchhook.webhook.Catalogue;
import org.switchhook.webhook.Webhook;
import org.switchhook.webhook.template.NoValueException;

/**
 * Sends deliveries: those that the outbox has just written and leased to it, and by way of the
 * {@link Claims} those that wait in the table. Requests are made by a bounded number of threads,
 * their results written by the {@link Recorder}.
 */
public final class Courier implements AutoCloseable, Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration AFTER_TROUBLE = Duration.ofMinutes(1);

  private final Catalogue catalogue;
  private final Exchange exchange;
  private final Sender sender;
  private final DeliverySettings settings;
  private final Lanes lanes;
  private final Recorder recorder;
  private final Claims claims;
  private final ExecutorService workers;
  private final Consumer<Result> witness;
  private volatile boolean running;

  public Courier(
      Stores stores,
      Catalogue catalogue,
      Exchange exchange,
      Schedule schedule,
      DeliverySettings settings) {
    this(stores, catalogue, exchange, schedule, settings, Surroundings.NONE);
  }

  /**
   * @param surroundings who hears of what comes of the deliveries
   */
  public Courier(
      Stores stores,
      Catalogue catalogue,
      Exchange exchange,
      Schedule schedule,
      DeliverySettings settings,
      Surroundings surroundings) {
    this.witness = surroundings.witness();
    this.catalogue = catalogue;
    this.exchange = exchange;
    this.sender = new Sender(exchange, catalogue, schedule, surroundings, InstantSource.system());
    this.settings = settings;
    this.lanes = new Lanes(settings.requests(), settings.requestsPerWebhook(), System::nanoTime);
    // Few of those that may wait for it, so that requests go on while it writes these.
    int enough = lanes.mostInFlight() / 4;
    this.recorder = new Recorder(stores.deliveries(), enough, this::recorded);
    this.claims = new Claims(stores, catalogue, lanes, lease(), this::dispatch);
    this.workers = workers(settings.requests());
  }

  private static ExecutorService workers(int most) {
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "delivery");
              thread.setDaemon(true);
              return thread;
            });
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }

  /** Begins to deliver, what an earlier life of this bridge left unfinished first. */
  public void start() {
    running = true;
    recorder.start();
    claims.start();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return claims.isAlive() && recorder.isAlive();
  }

  /** Requests that are on their way, or of which the result is not recorded yet. */
  public int inFlight() {
    return lanes.inFlight();
  }

  /** By webhook: closed, open or half-open. */
  public Map<Long, String> breakers() {
    return lanes.breakers();
  }

  /** Whether a webhook may be asked now, beside what is delivered to it. */
  public boolean admits(long webhookId) {
    return lanes.admits(webhookId);
  }

  /** What came of asking it; no answer where it was not asked after all. */
  public void asked(long webhookId, @Nullable Answer answer) {
    if (answer == null) {
      lanes.asked(webhookId, null, "", false);
    } else {
      boolean answered = answer.status() != null;
      lanes.asked(webhookId, Verdict.of(answer), Sender.why(answer), answered);
    }
    dispatch();
  }

  @Override
  public int room(long webhookId) {
    return running && claims.hasBegun() && catalogue.find(webhookId).isPresent()
        ? lanes.roomAtOnce(webhookId)
        : 0;
  }

  /** Longer than an attempt may take and its record may wait for a database that comes back. */
  @Override
  public Duration lease() {
    return settings.attemptTimeout().multipliedBy(2).plusSeconds(30);
  }

  @Override
  public void written(List<Delivery> leased, Set<Long> waiting, long leasedAtNanos) {
    lanes.add(leased, leasedAtNanos + lease().toNanos());
    dispatch();
    if (!waiting.isEmpty()) {
      waiting.forEach(lanes::behind);
      claims.wake();
    }
  }

  /**
   * Has everything sent for which there is a place: by one more worker, who calls the next one. To
   * wake a thread costs as much as a request, and those at work take most of it meanwhile.
   */
  private void dispatch() {
    for (Delivery next = next(); next != null; next = next()) {
      Delivery delivery = next;
      try {
        workers.execute(() -> work(delivery));
        return;
      } catch (RejectedExecutionException | OutOfMemoryError e) {
        end(Result.unsent(delivery)); // It stops, or the system has no thread for it.
      }
    }
  }

  private @Nullable Delivery next() {
    Delivery next = lanes.next();
    giveBack(lanes.refused());
    return next;
  }

  /** Goes on with the next one in the same thread: to wake another costs more than a request. */
  private void work(Delivery first) {
    dispatch();
    for (Delivery delivery = first; delivery != null; delivery = next()) {
      Result result = new Result(delivery, null, Next.retryAfter(AFTER_TROUBLE));
      try {
        result = handle(delivery);
      } finally {
        end(result); // Whatever happens: its place and its lease would never be free again.
      }
    }
  }

  private void end(Result result) {
    lanes.ended(result.delivery());
    recorder.add(result);
  }

  private void giveBack(List<Delivery> deliveries) {
    deliveries.forEach(delivery -> recorder.add(Result.unsent(delivery)));
  }

  private Result handle(Delivery delivery) {
    Optional<Webhook> webhook = catalogue.find(delivery.webhookId());
    if (webhook.isEmpty() || !lanes.isLeasedFor(delivery, settings.attemptTimeout().toNanos())) {
      // Switched off since it was leased, or kept waiting for so long that another may have it.
      return Result.unsent(delivery);
    }
    try {
      Sender.Sent sent = sender.send(delivery, webhook.get());
      note(sent);
      return sent.result();
    } catch (NoValueException e) {
      return sender.failed(delivery, webhook.get(), String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.error("delivery={} could not be sent, it is tried again", delivery.id(), e);
      return sender.failed(delivery, webhook.get(), e.toString());
    }
  }

  private void note(Sender.Sent sent) {
    Delivery delivery = sent.result().delivery();
    if (sent.verdict() == Verdict.DELIVERED) {
      lanes.succeeded(delivery);
      return;
    }
    if (sent.verdict() == Verdict.WITHHELD) {
      lanes.withheld(delivery, sent.why());
      return;
    }
    giveBack(lanes.failed(delivery, sent.why(), sent.verdict().isByWill(), sent.isAnswered()));
  }

  private void recorded(List<Result> results) {
    results.forEach(result -> lanes.recorded(result.delivery()));
    results.forEach(witness);
    results.stream()
        .map(Result::delivery)
        .filter(delivery -> delivery.orderKey() != null)
        .forEach(delivery -> lanes.behind(delivery.webhookId()));
    dispatch();
    if (results.stream().anyMatch(Result::isAwaited)) {
      claims.lookAgain();
    } else if (!lanes.hungry().isEmpty()) {
      claims.wake();
    }
  }

  /**
   * Takes nothing new, lets what is in flight end and cuts it off at the deadline; what was cut off
   * goes out again after the next start.
   *
   * @return whether all ended by itself
   */
  public boolean drain(Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    running = false;
    claims.close();
    // A quarter of the time is for those that do not end, and for recording them.
    lanes.awaitIdle(end - System.nanoTime() - deadline.toNanos() / 4);
    giveBack(lanes.unload());
    boolean ended = ended(end - System.nanoTime());
    boolean recorded = recorder.finish(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    return ended && recorded;
  }

  private boolean ended(long nanos) {
    workers.shutdown();
    try {
      if (workers.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.shutdownNow();
    exchange.close();
    return false;
  }

  @Override
  public void close() {
    drain(settings.attemptTimeout());
  }
}
