package org.switchhook.telephony;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Channel;

/** A channel that is up, and what the model has to remember of it until it hangs up. */
final class Line {

  Channel channel;
  final Instant createdAt;

  /** The call that it belongs to; absent while nothing has told. */
  @Nullable String call;

  /** The ring attempt that it is the called channel of. */
  @Nullable String offer;

  /** Asterisk made it to call somebody: a leg of a call, or originated. */
  boolean outgoing;

  /** Its phone rang: tells a refusal from a busy line. */
  boolean rang;

  /** The cause that its far end gave when it hung up or refused. */
  @Nullable Integer requestedCause;

  /** The Asterisk bridge that it is in. */
  @Nullable String bridge;

  Line(Channel channel, Instant createdAt) {
    this.channel = channel;
    this.createdAt = createdAt;
  }

  String uniqueid() {
    return channel.uniqueid();
  }

  Endpoint endpoint() {
    return Endpoint.of(channel);
  }
}
