package org.switchhook.asterisk.ami;

import java.io.IOException;

/** The PBX does not accept the user or the password; trying again soon would not help. */
public final class LoginRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  LoginRefusedException(String message) {
    super(message);
  }
}
