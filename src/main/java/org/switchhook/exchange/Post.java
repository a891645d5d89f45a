package org.switchhook.exchange;

import java.util.Map;

/**
 * A POST to be made.
 *
 * @param url may hold a password, so it is in no message and no log
 * @param headers what is not printable ASCII in a value is sent as {@code ?}
 */
public record Post(String url, Map<String, String> headers, String contentType, String body) {

  @Override
  public String toString() {
    return "Post" + headers;
  }
}
