package org.switchhook.telephony;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.Signal;

/** A channel that is up, and what the model has to remember of it until it hangs up. */
final class Line {

  Channel channel;
  final Instant createdAt;

  /** The uniqueid of the call that it belongs to; absent while nothing has told. */
  private @Nullable String call;

  /** The same at hand: with thousands of calls up, looking it up is what an event costs most. */
  private transient @Nullable Call atHand;

  /** The ring attempt that it is the called channel of. */
  @Nullable String offer;

  /** Asterisk made it to call somebody: a leg of a call, or originated. */
  boolean outgoing;

  /** The channel that rings it. */
  @Nullable String dialledBy;

  /** The channel that it rang last. */
  @Nullable String dialled;

  /** When Asterisk itself began to ring it (Originate). */
  @Nullable Instant originatedAt;

  /** When somebody answered it, and else {@code DialEnd}'s word, where Asterisk itself rang it. */
  @Nullable Instant answeredAt;

  @Nullable String dialStatus;

  /** The agent who is logged in on it by AgentLogin: it outlives the calls that it takes. */
  @Nullable String session;

  /** Its phone has put somebody on hold. */
  boolean holds;

  /** Its phone rang: tells a refusal from a busy line. */
  boolean rang;

  /** Its far end hung up. */
  boolean hangupRequested;

  /** The cause that its far end gave when it hung up or refused. */
  @Nullable Integer requestedCause;

  /** The Asterisk bridge that it is in. */
  @Nullable String bridge;

  /** What it did before it was known on whose behalf, in order. */
  private final List<Signal> heldBack = new ArrayList<>(0);

  Line(Channel channel, Instant createdAt) {
    this.channel = channel;
    this.createdAt = createdAt;
  }

  /**
   * As a signal shows it. Once it has a call only its state is asked for: a newer one of all that
   * are up would outlive its collection of garbage, and be copied.
   */
  void see(Channel shown) {
    if (call == null || channel.state() != shown.state()) {
      channel = shown;
    }
  }

  String uniqueid() {
    return channel.uniqueid();
  }

  Endpoint endpoint() {
    return Endpoint.of(channel);
  }

  /** Half of a Local channel: nobody's phone. */
  boolean isLocal() {
    return channel.name().startsWith("Local/");
  }

  /** The uniqueid of its call. */
  @Nullable String call() {
    return call;
  }

  @Nullable Call call(Map<String, Call> calls) {
    if (atHand == null && call != null) {
      atHand = calls.get(call);
    }
    return atHand;
  }

  void belongsTo(@Nullable Call its) {
    call = its == null ? null : its.uniqueid;
    atHand = its;
  }

  void holdBack(Signal signal) {
    heldBack.add(signal);
  }

  /** What was held back, which is not any more. */
  List<Signal> release() {
    List<Signal> released = List.copyOf(heldBack);
    heldBack.clear();
    return released;
  }
}
