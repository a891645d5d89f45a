package org.switchhook.telephony.signal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a call turned out, as somebody says; nothing that the PBX itself knows. */
public sealed interface DispositionSignal extends Signal {

  /**
   * AMI {@code UserEvent} of the name Disposition, from a dialplan or from any manager user. All of
   * it is what its sender claims. It names a channel in at least one way; where it does in several,
   * {@code call} counts before {@code uniqueid}, and that before {@code channel}.
   *
   * @param call the id of the call or the uniqueid of one of its channels, where it is said from
   *     elsewhere
   * @param uniqueid of the channel that says it, or that is spoken of
   * @param channel the name of that channel
   * @param agent who codes it: an interface, or the number or username of an agent
   * @param values one to three, of 1000 characters at most; one of them at least is not empty
   */
  record Coded(
      String pbx,
      Instant time,
      @Nullable String call,
      @Nullable String uniqueid,
      @Nullable String channel,
      @Nullable String agent,
      List<String> values)
      implements DispositionSignal {}

  /**
   * The same, said to the bridge and not to the PBX, by the bridge's clock.
   *
   * @param uniqueid of the channel that says it
   * @param values as those of {@link Coded}
   */
  record CodedHere(String pbx, Instant time, String uniqueid, List<String> values)
      implements DispositionSignal {
    @Override
    public boolean isByPbxClock() {
      return false;
    }
  }
}
