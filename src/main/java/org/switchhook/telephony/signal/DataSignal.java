package org.switchhook.telephony.signal;

import java.time.Instant;
import java.util.SortedMap;

/** What somebody else than the PBX knows of a call. */
public sealed interface DataSignal extends Signal {

  /**
   * Data for a call, by the bridge's clock. The same may come again, with other values: the first
   * counts.
   *
   * @param call its id, or the uniqueid of one of its channels
   * @param data by name; an empty value takes one away
   * @param by the one that gives it: a delivery, an ask
   */
  record Attached(String pbx, Instant time, String call, SortedMap<String, String> data, String by)
      implements DataSignal {
    @Override
    public boolean isByPbxClock() {
      return false;
    }
  }

  /**
   * An event of somebody else's naming, of a call that is known, by the bridge's clock.
   *
   * @param call its id, or the uniqueid of one of its channels
   * @param name behind {@code custom.}
   */
  record Emitted(String pbx, Instant time, String call, String name, SortedMap<String, String> data)
      implements DataSignal {
    @Override
    public boolean isByPbxClock() {
      return false;
    }
  }
}
