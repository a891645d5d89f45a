package org.switchhook.ask;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.exchange.Request;
import org.switchhook.webhook.Webhook;

/** The requests of asks, each in the thread that asks, and no more at a time than there may be. */
final class Requests implements AutoCloseable {

  private final Exchange exchange;
  private final Gate gate;
  private final Semaphore places;
  private final Set<Request> sent =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  /**
   * @param most at a time
   */
  Requests(Exchange exchange, Gate gate, int most) {
    this.exchange = exchange;
    this.gate = gate;
    this.places = new Semaphore(most);
  }

  /**
   * The answer, or why there is none, within the request's time.
   *
   * @return null where there is no place
   */
  @Nullable Answer send(Request request, Webhook webhook) {
    if (!places.tryAcquire()) {
      return null;
    }
    sent.add(request);
    try {
      return exchange.send(request, webhook.credential(), webhook.borne().values(), gate);
    } finally {
      sent.remove(request);
      places.release();
    }
  }

  /** Those on their way end without an answer. */
  @Override
  public void close() {
    exchange.cancel(sent);
  }
}
