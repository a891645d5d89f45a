package org.switchhook.asterisk.ami;

import java.io.IOException;

/** The PBX does not accept the user or the password; trying again soon would not help. */
final class LoginRefusedException extends IOException {

  LoginRefusedException(String message) {
    super(message);
  }
}
