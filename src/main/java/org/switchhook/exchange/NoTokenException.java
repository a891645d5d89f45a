package org.switchhook.exchange;

/** The token server gave none; the message says why, without any secret. */
final class NoTokenException extends Exception {

  private static final long serialVersionUID = 1L;

  NoTokenException(String message) {
    super(message);
  }
}
