package org.switchhook.config;

import java.time.Duration;

/**
 * How requests are sent: the section {@code [delivery]}.
 *
 * @param workers requests in flight at most
 * @param connectTimeout to open a connection
 * @param attemptTimeout for a whole attempt, from dialling to the last byte read
 */
public record DeliverySettings(int workers, Duration connectTimeout, Duration attemptTimeout) {}
