package org.switchhook.asterisk.ami;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.switchhook.telephony.signal.Member;

/** The headers by which app_queue shows a member; its events and its list name two differently. */
final class MemberHeaders {

  private static final Header QUEUE = Header.of("Queue");
  private static final Header STATE_INTERFACE = Header.of("StateInterface");
  private static final Header PAUSED = Header.of("Paused");
  // Asterisk 16 has `Reason` too in QueueMemberPause; this one is in all versions and messages.
  private static final Header PAUSED_REASON = Header.of("PausedReason");
  private static final Header WRAP_UP = Header.of("Wrapuptime");
  private static final byte[] NO = "0".getBytes(US_ASCII);

  private final Header name;
  private final Header iface;

  MemberHeaders(String name, String iface) {
    this.name = Header.of(name);
    this.iface = Header.of(iface);
  }

  Member read(Frame frame) {
    String queue = frame.required(QUEUE);
    String shownName = frame.text(name);
    String member = frame.required(iface);
    String stateInterface = frame.text(STATE_INTERFACE);
    boolean paused = frame.has(PAUSED) && !frame.is(PAUSED, NO);
    String reason = frame.text(PAUSED_REASON);
    Integer wrapUp = frame.number(WRAP_UP);
    return new Member(
        queue,
        member,
        stateInterface,
        shownName == null ? member : shownName,
        paused,
        reason,
        wrapUp == null ? 0 : wrapUp);
  }
}
