package org.switchhook.telephony;

import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.Member;

/** A phone that is rung itself; or an outside number, through the trunk. */
final class RungPhone extends Rung {

  private final Leg leg;

  private RungPhone(Switchboard board, String who, @Nullable Member member, Leg leg) {
    super(board, who, member);
    this.leg = leg;
  }

  /** Who is rung at a number on behalf of {@code dialler}; as a queue's member, where it is one. */
  static RungPhone at(String number, @Nullable Member member, Switchboard board, Leg dialler) {
    boolean outside = Staff.isOutside(number);
    String device = "PJSIP/" + (outside ? "trunk" : number);
    Leg leg = board.leg(device, number, dialler, outside ? "inbound" : "phones", "s");
    return new RungPhone(board, Staff.name(number), member, leg);
  }

  /** Who came by a channel of an own: picked up somebody's call, or fetched a parked one. */
  static RungPhone on(Leg leg, Switchboard board) {
    return new RungPhone(board, Staff.name(leg.number), null, leg);
  }

  @Override
  Leg channel() {
    return leg;
  }

  @Override
  Leg phone() {
    return leg;
  }

  @Override
  void made() {
    board.created(leg, Channel.DOWN);
    if (Staff.isOutside(leg.number)) {
      board.callerId(leg, leg.number, null);
    }
  }

  @Override
  void rings() {
    board.ringing(leg);
  }

  @Override
  void answers() {
    board.up(leg);
  }

  @Override
  void stops(int cause) {
    board.meanwhile(() -> board.hangup(leg, cause));
  }

  @Override
  void joins(String bridge, Leg dialler) {
    enterBoth(bridge, dialler);
  }

  @Override
  void goes() {
    board.meanwhile(
        () -> {
          board.exit(leg);
          board.hangup(leg, 16);
        });
  }

  @Override
  void hangsUp(Runnable after) {
    board.requestHangup(leg, 16);
    board.exit(leg);
    board.meanwhile(after);
    board.hangup(leg, 16);
  }
}
