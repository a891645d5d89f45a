package org.switchhook.asterisk.ami;

/** A signal was not taken, as there is no room for it; the ones behind it must not be either. */
public final class NoRoomException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NoRoomException() {
    super("no room for what the PBX says");
  }
}
