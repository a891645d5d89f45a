package org.switchhook.asterisk.agi;

import java.time.Duration;
import org.switchhook.telephony.signal.Signal;

/** Takes what dialplans say of calls. */
@FunctionalInterface
public interface SignalDesk {

  /** Whether it is on disk within the time. */
  boolean take(Signal signal, Duration atMost);
}
