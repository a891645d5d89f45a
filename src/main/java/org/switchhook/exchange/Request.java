package org.switchhook.exchange;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to be made.
 *
 * @param url may hold a password, so it is in no message and no log
 * @param headers what is not printable ASCII in a value is sent as {@code ?}
 * @param contentType of the body
 * @param body absent where the request has none
 * @param timeout of the whole of it, where it is to be shorter than that of every other
 */
public record Request(
    String method,
    String url,
    Map<String, String> headers,
    String contentType,
    @Nullable String body,
    @Nullable Duration timeout) {

  /** The most common one. */
  public static Request post(
      String url, Map<String, String> headers, String contentType, String body) {
    return new Request("POST", url, headers, contentType, body, null);
  }

  @Override
  public String toString() {
    return method + " " + headers.keySet();
  }
}
