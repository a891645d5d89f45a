package org.switchhook.asterisk.command;

import java.io.IOException;

/** The PBX has answered, and does not do it; the message is its own. */
final class ActionRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  ActionRefusedException(String message) {
    super(message);
  }

  /** The channel of the action is no more. */
  boolean isOfNoChannel() {
    return String.valueOf(getMessage()).startsWith("No such channel");
  }

  /** The manager user may not do it. */
  boolean isOfRights() {
    return String.valueOf(getMessage()).startsWith("Permission denied");
  }
}
