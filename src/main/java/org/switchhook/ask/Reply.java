package org.switchhook.ask;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What whoever asked gets.
 *
 * @param httpCode absent where there was no answer
 * @param reason why it is not simply what was asked for; empty where it is
 * @param data of the call, by name
 * @param route where the call is to go
 */
public record Reply(
    AskStatus status,
    @Nullable Integer httpCode,
    String reason,
    SortedMap<String, String> data,
    Route route) {

  /** Nothing but a word and why. */
  public static Reply of(AskStatus status, String reason) {
    return of(status, null, reason);
  }

  static Reply of(AskStatus status, @Nullable Integer httpCode, String reason) {
    return new Reply(
        status, httpCode, reason, Collections.unmodifiableSortedMap(new TreeMap<>()), Route.NONE);
  }

  /** The same, now that it is known what rings the agent of the route. */
  public Reply dialling(String interfaces) {
    return new Reply(status, httpCode, reason, data, route.dialling(interfaces));
  }

  /** The same, with this reason in front of its own. */
  Reply because(String why) {
    String both = reason.isEmpty() ? why : why + "; " + reason;
    return new Reply(status, httpCode, both, data, route);
  }
}
