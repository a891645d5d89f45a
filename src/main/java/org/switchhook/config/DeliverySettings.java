package org.switchhook.config;

import java.time.Duration;

/**
 * How requests are sent: the section {@code [delivery]}.
 *
 * @param requests at a time
 * @param requestsPerWebhook at a time for one webhook
 * @param connectTimeout to find an address, and to open a connection to it
 * @param attemptTimeout for a whole attempt, from dialling to the last byte read
 * @param destinations where they may go
 */
public record DeliverySettings(
    int requests,
    int requestsPerWebhook,
    Duration connectTimeout,
    Duration attemptTimeout,
    DestinationSettings destinations) {

  /** With the usual destinations. */
  public DeliverySettings(
      int requests, int requestsPerWebhook, Duration connectTimeout, Duration attemptTimeout) {
    this(
        requests, requestsPerWebhook, connectTimeout, attemptTimeout, DestinationSettings.STANDARD);
  }
}
