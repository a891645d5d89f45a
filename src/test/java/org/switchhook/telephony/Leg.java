package org.switchhook.telephony;

import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Channel;

/** A channel of a {@link Switchboard}, as it is at the moment. */
final class Leg {

  final String name;
  final String uniqueid;
  private final String linkedid;

  /** The phone's or the outside party's number. */
  final String number;

  private final String context;

  /** Where it is in the dialplan. */
  @Nullable String exten;

  int state;
  @Nullable String callerNumber;
  @Nullable String callerName;

  /** The Asterisk bridge that it is in. */
  @Nullable String bridge;

  Leg(
      String name,
      String uniqueid,
      String linkedid,
      String number,
      String context,
      @Nullable String exten) {
    this.name = name;
    this.uniqueid = uniqueid;
    this.linkedid = linkedid;
    this.number = number;
    this.context = context;
    this.exten = exten;
    this.callerNumber = number;
  }

  String linkedid() {
    return linkedid;
  }

  boolean isUp() {
    return state == Channel.UP;
  }

  /** How an event shows it. */
  Channel channel() {
    return new Channel(
        name, uniqueid, linkedid, state, callerNumber, callerName, null, context, exten);
  }
}
