package org.switchhook.telephony.signal;

import java.time.Instant;

/** A caller in a queue. */
public sealed interface QueueSignal extends Signal {

  Channel channel();

  String queue();

  /** AMI {@code QueueCallerJoin}; {@code count} calls are in the queue then, this one too. */
  record Joined(String pbx, Instant time, Channel channel, String queue, int position, int count)
      implements QueueSignal {}

  /** AMI {@code QueueCallerLeave}: connected or gone; it does not say which. */
  record Left(String pbx, Instant time, Channel channel, String queue) implements QueueSignal {}

  /** AMI {@code QueueCallerAbandon}: comes for every exit but a connect and a key. */
  record Abandoned(String pbx, Instant time, Channel channel, String queue, int position)
      implements QueueSignal {}
}
