package org.switchhook.exchange;

import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Makes one request. */
@FunctionalInterface
interface Wire {

  /**
   * Sends it and waits for the answer until the deadline.
   *
   * @param own absent where it is nobody's
   */
  Reply once(HttpUrl url, Request asked, @Nullable Own own, Deadline deadline);
}
