package org.switchhook.asterisk.ami;

import java.io.IOException;
import org.switchhook.event.GapCause;

/** The bridge itself ended a connection that it could not, or did not want to, hear any longer. */
final class LostException extends IOException {

  private static final long serialVersionUID = 1L;

  private final GapCause gap;

  LostException(GapCause gap, String message) {
    super(message);
    this.gap = gap;
  }

  GapCause gap() {
    return gap;
  }
}
