package org.switchhook.ask;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.switchhook.exchange.Answer;
import org.switchhook.exchange.Exchange;
import org.switchhook.exchange.Request;
import org.switchhook.webhook.Webhook;

/** The requests of asks, each in the thread that asks, and no more at a time than there may be. */
final class Requests {

  private final Exchange exchange;
  private final Semaphore places;

  /**
   * @param most at a time
   */
  Requests(Exchange exchange, int most) {
    this.exchange = exchange;
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
    try {
      return exchange.send(request, webhook.credential(), webhook.borne().values());
    } finally {
      places.release();
    }
  }
}
