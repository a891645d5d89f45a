package org.switchhook.pbx;

import java.util.LinkedHashMap;
import java.util.Map;

/** What happens to calls when the PBX goes down. */
final class Outages {
  private final CallCentre centre;

  Outages(CallCentre centre) {
    this.centre = centre;
  }

  Map<String, Runnable> all() {
    Map<String, Runnable> all = new LinkedHashMap<>();
    all.put("restart_midcall", this::restartMidcall);
    return all;
  }

  /** {@code core restart now} while an agent and a caller talk. */
  private void restartMidcall() {
    centre.connected();
    centre.restart();
  }
}
