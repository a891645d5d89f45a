package org.switchhook.webhook.template;

/** What is asked for cannot be had now, and may be later; the message says why. */
public final class NotYetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NotYetException(String message) {
    super(message);
  }
}
