package org.switchhook.asterisk.agi;

/**
 * What came is not what Asterisk writes by itself: a value has line ends in it that make more lines
 * of it.
 */
final class ForgedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ForgedException(String message) {
    super(message);
  }
}
