package org.switchhook.telephony.signal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a PBX is now, as it shows when it is asked: after a connect, and its queues after a reload. A
 * list is never older than what was heard before it, and may hold what is heard after it. Its times
 * are those of the arrival.
 */
public sealed interface ResyncSignal extends Signal {

  @Override
  default boolean isByPbxClock() {
    return false;
  }

  /**
   * A channel that is up: an item of {@code CoreShowChannels}.
   *
   * @param bridge the Asterisk bridge that it is in; absent for a holding bridge too, in which
   *     nobody hears anybody
   * @param application what it runs: {@code AppDial} and {@code AppQueue} are channels that were
   *     rung by these
   * @param data what that was given
   */
  record ChannelShown(
      String pbx,
      Instant time,
      Channel channel,
      @Nullable String bridge,
      @Nullable String application,
      @Nullable String data)
      implements ResyncSignal {}

  /** A caller in a queue: {@code QueueEntry} of {@code QueueStatus}. */
  record CallerShown(
      String pbx, Instant time, String uniqueid, String queue, int position, int waitSeconds)
      implements ResyncSignal {}

  /**
   * All members of all queues have been listed ({@link MemberSignal.Listed}), and all callers in
   * them.
   */
  record QueuesShown(String pbx, Instant time) implements ResyncSignal {}

  /**
   * All lists that were asked for after a connect are complete.
   *
   * @param channels whether the channels are among them
   */
  record AllShown(String pbx, Instant time, boolean channels) implements ResyncSignal {}
}
