package org.switchhook.exchange;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.switchhook.webhook.Payload;
import org.switchhook.webhook.template.RequestTemplate;
import org.switchhook.webhook.template.Transport;
import org.switchhook.webhook.template.Values;

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

  /**
   * As a row makes it.
   *
   * @param headers all of them, also those that every request has
   * @throws org.switchhook.webhook.template.NoValueException where the address lacks a value
   */
  public static Request of(
      RequestTemplate template, Values values, Map<String, String> headers, Payload.Body body) {
    return new Request(
        template.method(),
        template.url(values),
        headers,
        body.contentType(),
        body.text().isEmpty() ? null : body.text(),
        template.transport());
  }

  /** The same, for whoever waits no longer than that. */
  public Request within(Duration atMost) {
    return new Request(method, url, headers, contentType, body, transport.within(atMost));
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
