package org.switchhook.webhook.template;

/** A request cannot be made of this event; the message says which value is missing or wrong. */
public final class NoValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoValueException(String message) {
    super(message);
  }
}
