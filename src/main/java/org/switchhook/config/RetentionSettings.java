package org.switchhook.config;

import java.time.Duration;

/**
 * How long what is done with is kept: the section {@code [retention]}.
 *
 * @param attempts whole days
 * @param delivered events, their deliveries and acknowledged dead letters, whole days
 */
public record RetentionSettings(Duration attempts, Duration delivered) {

  /** What holds where switchhook.conf says nothing. */
  public static final RetentionSettings STANDARD =
      new RetentionSettings(Duration.ofDays(30), Duration.ofDays(30));
}
