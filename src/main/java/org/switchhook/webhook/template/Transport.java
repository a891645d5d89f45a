package org.switchhook.webhook.template;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.switchhook.config.ProxyAddress;

/**
 * How a request travels.
 *
 * @param timeout of the whole of it, where it is to be shorter than that of every other
 * @param proxy by which it leaves; absent: the site's, where it has one
 */
public record Transport(@Nullable Duration timeout, @Nullable ProxyAddress proxy) {

  /** As the site's settings have it. */
  public static final Transport USUAL = new Transport(null, null);

  /** The same, for whoever waits no longer than that. */
  public Transport within(Duration atMost) {
    return new Transport(timeWithin(atMost), proxy);
  }

  /** What it may take of that time. */
  public Duration timeWithin(Duration atMost) {
    return timeout == null || timeout.compareTo(atMost) > 0 ? atMost : timeout;
  }
}
