package org.switchhook;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.switchhook.asterisk.agi.AgiTrial;
import org.switchhook.config.AgiSettings;

/** Whether dialplans can ask. */
final class AgiCheck {

  private AgiCheck() {}

  static Findings of(AgiSettings settings) {
    Findings findings = new Findings();
    if (settings.host() == null || settings.port() == 0) {
      return findings;
    }
    String what = "dialplans ask at agi://%s:%d".formatted(settings.host(), settings.port());
    try {
      InetSocketAddress address = AskCommand.address(settings);
      if (AgiTrial.isServer(address)) {
        findings.ok(what + ": the bridge that is running answers");
      } else if (settings.allows(address.getAddress())) {
        findings.todo(
            what,
            "another program has this port; write another one into listen of [agi] (FreePBX has a"
                + " server of its own at 4573), or listen = off");
      } else {
        findings.ok(what + ": taken; by whom is not known, as allow does not have this host");
      }
    } catch (IOException e) {
      free(settings, what, findings);
    }
    return findings;
  }

  private static void free(AgiSettings settings, String what, Findings findings) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(settings.host(), settings.port()));
      findings.ok(what + ": free; no bridge is running");
    } catch (IOException | IllegalArgumentException e) {
      findings.todo(what, e.getMessage() + "; check listen of [agi]");
    }
  }
}
