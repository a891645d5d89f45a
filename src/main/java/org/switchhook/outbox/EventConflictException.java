package org.switchhook.outbox;

/**
 * An event has the id of one that is in the outbox already, and other content: the model has folded
 * the same signals to something else. Nothing of its transaction was written.
 */
public final class EventConflictException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EventConflictException(String id, String stored, String given) {
    super("event " + id + " is in the outbox with other content\n" + stored + "\n" + given);
  }
}
