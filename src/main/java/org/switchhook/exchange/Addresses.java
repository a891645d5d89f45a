package org.switchhook.exchange;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;

/** Addresses that were read lately: to read one costs a third of what a request does. */
final class Addresses {

  private static final int KEPT = 1000;

  private final Map<String, HttpUrl> read = new ConcurrentHashMap<>();

  /** Empty where the text is no address. */
  Optional<HttpUrl> read(String text) {
    HttpUrl known = read.get(text);
    if (known != null) {
      return Optional.of(known);
    }
    if (read.size() >= KEPT) {
      read.clear();
    }
    Optional<HttpUrl> url = Optional.ofNullable(HttpUrl.parse(text));
    url.ifPresent(address -> read.put(text, address));
    return url;
  }
}
