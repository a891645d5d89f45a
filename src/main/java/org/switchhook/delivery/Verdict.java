package org.switchhook.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.switchhook.exchange.Answer;

/** What an answer means for its delivery. */
public enum Verdict {
  /** 2xx: the receiver has it. */
  DELIVERED,
  /** 410: the receiver wants no more of this webhook. */
  GONE,
  /** Another 4xx: the endpoint works and does not want this one; it is mended while we wait. */
  REFUSED,
  /** The endpoint was not asked, and that is not its fault: there is no token for it. */
  WITHHELD,
  /** All else: no answer, 5xx, a redirect, and 408, 425 and 429, which ask to come later. */
  FAILED;

  private static final int GONE_STATUS = 410;
  private static final Set<Integer> COME_LATER = Set.of(408, 425, 429);
  private static final int LONGEST_NUMBER = 9;

  /** The meaning of an answer; a redirect is not followed and counts as a failure. */
  public static Verdict of(Answer answer) {
    if (answer.withheld()) {
      return WITHHELD;
    }
    Integer status = answer.status();
    if (status == null) {
      return FAILED;
    }
    if (status >= 200 && status < 300) {
      return DELIVERED;
    }
    if (status == GONE_STATUS) {
      return GONE;
    }
    return status >= 400 && status < 500 && !COME_LATER.contains(status) ? REFUSED : FAILED;
  }

  /** The endpoint works and has said so. */
  boolean isByWill() {
    return this != FAILED && this != WITHHELD;
  }

  /** How long the receiver asks to wait (seconds or an HTTP date); empty for none or nonsense. */
  static Optional<Duration> wish(@Nullable String retryAfter, Instant now) {
    if (retryAfter == null) {
      return Optional.empty();
    }
    String text = retryAfter.strip();
    if (text.matches("[0-9]+")) {
      // 1e9 and more is cut to 24 h anyway; a number that fits no long is as good as the largest.
      String digits = text.length() > LONGEST_NUMBER ? "9".repeat(LONGEST_NUMBER) : text;
      return Optional.of(Duration.ofSeconds(Long.parseLong(digits)));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, until)).filter(wait -> !wait.isNegative());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
