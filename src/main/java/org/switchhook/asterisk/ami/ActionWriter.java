package org.switchhook.asterisk.ami;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Sends the actions of one session. ActionIDs begin at random: UserEvents carry those of others.
 */
final class ActionWriter {

  private final OutputStream out;
  private final String prefix;
  private int sent;

  ActionWriter(OutputStream out) {
    this.out = out;
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    this.prefix = HexFormat.of().formatHex(random);
  }

  /** Sends the action; its ActionID is returned. Any thread may call this. */
  synchronized String send(Action action) throws IOException {
    String id = prefix + "-" + ++sent;
    out.write(action.with("ActionID", id).bytes());
    out.flush();
    return id;
  }
}
