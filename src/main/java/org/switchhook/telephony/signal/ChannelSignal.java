package org.switchhook.telephony.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens to one channel. */
public sealed interface ChannelSignal extends Signal {

  Channel channel();

  /** AMI {@code Newchannel}. */
  record Created(String pbx, Instant time, Channel channel) implements ChannelSignal {}

  /** AMI {@code Newstate}. */
  record StateChanged(String pbx, Instant time, Channel channel) implements ChannelSignal {}

  /** AMI {@code NewCallerid}. */
  record CallerIdChanged(String pbx, Instant time, Channel channel) implements ChannelSignal {}

  /**
   * AMI {@code HangupRequest}: the far end of the channel hung up or refused. {@code cause} is the
   * Q.850 cause that it gave.
   */
  record HangupRequested(String pbx, Instant time, Channel channel, @Nullable Integer cause)
      implements ChannelSignal {}

  /** AMI {@code Hangup}: the channel is gone. */
  record HungUp(String pbx, Instant time, Channel channel, int cause, @Nullable String causeText)
      implements ChannelSignal {}

  /** AMI {@code Hold}. */
  record Held(String pbx, Instant time, Channel channel) implements ChannelSignal {}

  /** AMI {@code Unhold}; comes without a {@code Hold} too. */
  record Unheld(String pbx, Instant time, Channel channel) implements ChannelSignal {}

  /**
   * AMI {@code BridgeEnter}: joins the Asterisk bridge of this id. In a holding bridge (parking,
   * agents who wait for calls) nobody hears anybody, so that entering one is none.
   */
  record EnteredBridge(String pbx, Instant time, Channel channel, String bridgeId)
      implements ChannelSignal {}

  /** AMI {@code BridgeLeave}. */
  record LeftBridge(String pbx, Instant time, Channel channel, String bridgeId)
      implements ChannelSignal {}

  /** AMI {@code Pickup}: {@code channel} takes the call that rings {@code target}. */
  record PickedUp(String pbx, Instant time, Channel channel, Channel target)
      implements ChannelSignal {}

  /** AMI {@code ChanSpyStart}: {@code channel} listens to what another one hears and says. */
  record Spies(String pbx, Instant time, Channel channel) implements ChannelSignal {}

  /** AMI {@code VarSet} of a variable that the model uses. */
  record VariableSet(String pbx, Instant time, Channel channel, String variable, String value)
      implements ChannelSignal {}
}
