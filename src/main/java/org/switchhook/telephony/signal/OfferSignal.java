package org.switchhook.telephony.signal;

import java.time.Instant;

/** A queue rings a member for a caller. */
public sealed interface OfferSignal extends Signal {

  Channel caller();

  /** The channel towards the member. */
  Channel called();

  String queue();

  String iface();

  String memberName();

  /** AMI {@code AgentCalled}. */
  record Called(
      String pbx,
      Instant time,
      Channel caller,
      Channel called,
      String queue,
      String iface,
      String memberName)
      implements OfferSignal {}

  /** AMI {@code AgentConnect}. */
  record Connected(
      String pbx,
      Instant time,
      Channel caller,
      Channel called,
      String queue,
      String iface,
      String memberName)
      implements OfferSignal {}

  /** AMI {@code AgentRingNoAnswer}: for no answer, but for a refusal too. */
  record RangNoAnswer(
      String pbx,
      Instant time,
      Channel caller,
      Channel called,
      String queue,
      String iface,
      String memberName)
      implements OfferSignal {}
}
