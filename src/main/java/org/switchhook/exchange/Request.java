package org.switchhook.exchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.switchhook.webhook.template.Transport;

/**
 * A request to be made.
 *
 * @param url may hold a password, so it is in no message and no log
 * @param headers what is not printable ASCII in a value is sent as {@code ?}
 * @param contentType of the body
 * @param body absent where the request has none
 */
public record Request(
    String method,
    String url,
    Map<String, String> headers,
    String contentType,
    @Nullable String body,
    Transport transport) {

  /** The most common one. */
  public static Request post(
      String url, Map<String, String> headers, String contentType, String body) {
    return new Request("POST", url, headers, contentType, body, Transport.USUAL);
  }

  /** One without a body. */
  public static Request get(String url, Map<String, String> headers) {
    return new Request("GET", url, headers, "", null, Transport.USUAL);
  }

  @Override
  public String toString() {
    return method + " " + headers.keySet();
  }
}
