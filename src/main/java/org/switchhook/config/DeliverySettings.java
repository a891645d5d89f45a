package org.switchhook.config;

import java.time.Duration;

/**
 * How requests are sent: the section {@code [delivery]}.
 *
 * @param workers requests in flight at most
 * @param connectTimeout to find an address, and to open a connection to it
 * @param attemptTimeout for a whole attempt, from dialling to the last byte read
 * @param destinations where they may go
 */
public record DeliverySettings(
    int workers,
    Duration connectTimeout,
    Duration attemptTimeout,
    DestinationSettings destinations) {

  /** With the usual destinations. */
  public DeliverySettings(int workers, Duration connectTimeout, Duration attemptTimeout) {
    this(workers, connectTimeout, attemptTimeout, DestinationSettings.STANDARD);
  }
}
