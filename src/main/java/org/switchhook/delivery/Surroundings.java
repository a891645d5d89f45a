package org.switchhook.delivery;

import java.util.function.Consumer;
import org.switchhook.outbox.Result;

/**
 * Who hears of what comes of the deliveries.
 *
 * @param witness is told of each once it is in the database
 * @param callData takes what answers say of calls
 * @param control acts on calls as answers wish
 */
public record Surroundings(Consumer<Result> witness, CallData callData, CallControl control) {

  /** Nobody. */
  static final Surroundings NONE = to(result -> {});

  /** A witness alone; what answers say of calls goes nowhere. */
  public static Surroundings to(Consumer<Result> witness) {
    return new Surroundings(witness, (pbx, call, data, by) -> {}, call -> "");
  }
}
