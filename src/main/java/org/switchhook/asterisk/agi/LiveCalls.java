package org.switchhook.asterisk.agi;

import java.util.Optional;
import org.switchhook.event.CallRef;

/** The calls that are up, as they stand. */
@FunctionalInterface
public interface LiveCalls {

  /** The call of a channel, by the channel's uniqueid. */
  Optional<CallRef> call(String pbx, String channel);
}
