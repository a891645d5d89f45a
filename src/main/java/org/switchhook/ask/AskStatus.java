package org.switchhook.ask;

/** How an ask turned out: the words of {@code SWITCHHOOK_STATUS}. */
public enum AskStatus {
  /** Answered, or answered so lately that it was not asked again. */
  OK,
  /** No answer now; this is the last good one. */
  STALE,
  /** No whole answer within the time. */
  TIMEOUT,
  /** No connection, or a status that is not of success. */
  HTTP_ERROR,
  /** Not asked, as it has failed too often lately. */
  BREAKER_OPEN,
  /** The answer does not have what the row wants of it. */
  BAD_RESPONSE,
  /** There is no such webhook, or no such script. */
  NOT_FOUND,
  /** The row may not be asked, cannot work, or does not want this call; an argument is wrong. */
  NOT_ALLOWED,
  /** As many as there may be are asked already, or the bridge has just started. */
  BUSY;

  /** Whether an earlier answer may serve instead. */
  boolean isOutage() {
    return switch (this) {
      case TIMEOUT, HTTP_ERROR, BREAKER_OPEN, BAD_RESPONSE, BUSY -> true;
      case OK, STALE, NOT_FOUND, NOT_ALLOWED -> false;
    };
  }
}
