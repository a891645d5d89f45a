package org.switchhook.exchange;

import java.net.SocketException;

/** The bridge itself does not want to go on; the message says why. */
final class RefusedException extends SocketException {

  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
