package org.switchhook.asterisk.ami;

import org.switchhook.telephony.signal.Channel;

/** The headers by which an event shows a channel, all with one prefix. */
final class ChannelHeaders {

  private final Header name;
  private final Header uniqueid;
  private final Header linkedid;
  private final Header state;
  private final Header callerNumber;
  private final Header callerName;
  private final Header connectedNumber;
  private final Header context;
  private final Header exten;

  /** As in {@code DestChannel}, where the prefix is {@code Dest}. */
  ChannelHeaders(String prefix) {
    name = Header.of(prefix + "Channel");
    uniqueid = Header.of(prefix + "Uniqueid");
    linkedid = Header.of(prefix + "Linkedid");
    state = Header.of(prefix + "ChannelState");
    callerNumber = Header.of(prefix + "CallerIDNum");
    callerName = Header.of(prefix + "CallerIDName");
    connectedNumber = Header.of(prefix + "ConnectedLineNum");
    context = Header.of(prefix + "Context");
    exten = Header.of(prefix + "Exten");
  }

  boolean in(Frame frame) {
    return frame.has(name);
  }

  // In the order in which Asterisk writes them: the frame looks behind the one found last.
  Channel read(Frame frame) {
    String channel = frame.required(name);
    int channelState = frame.requiredNumber(state);
    String number = frame.text(callerNumber);
    String callersName = frame.escaped(callerName);
    String connected = frame.text(connectedNumber);
    String dialplanContext = frame.text(context);
    String extension = frame.text(exten);
    return new Channel(
        channel,
        frame.required(uniqueid),
        frame.required(linkedid),
        channelState,
        number,
        callersName,
        connected,
        dialplanContext,
        extension);
  }
}
