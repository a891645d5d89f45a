package org.switchhook.telephony;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.switchhook.telephony.signal.Channel;
import org.switchhook.telephony.signal.Member;

/**
 * A phone behind a Local channel, whose far half rings it by Dial(). Without {@code /n} Asterisk
 * takes the Local channel out once all are bridged.
 */
final class RungLocal extends Rung {

  private final Leg one;
  private final Leg two;
  private final Leg phone;
  private final boolean stays;
  private final String inside;

  /**
   * @param stays it is dialled with {@code /n}
   */
  RungLocal(
      Switchboard board,
      String who,
      @Nullable Member member,
      String number,
      boolean stays,
      Leg dialler) {
    super(board, who, member);
    List<Leg> halves = board.local(number, "members", dialler);
    this.one = halves.get(0);
    this.two = halves.get(1);
    this.phone = board.leg("PJSIP/" + number, number, dialler, "phones", "s");
    this.stays = stays;
    this.inside = board.newBridge();
  }

  @Override
  Leg channel() {
    return one;
  }

  @Override
  Leg phone() {
    return phone;
  }

  @Override
  boolean canTransfer() {
    return !stays;
  }

  @Override
  void made() {
    board.created(one, Channel.DOWN);
    board.created(two, Channel.RING);
    board.callerId(one, "7000", null);
    board.callerId(two, "5550", "Somebody");
  }

  @Override
  void rings() {
    board.created(phone, Channel.DOWN);
    board.dialBegin(two, phone);
    board.ringing(phone);
    board.ringing(one);
    board.callerId(one, phone.number, null);
  }

  @Override
  void answers() {
    board.up(phone);
    board.dialEnd(two, phone, "ANSWER");
    board.meanwhile(
        () -> {
          board.up(two);
          board.enter(phone, inside);
          board.enter(two, inside);
        });
    board.up(one);
  }

  @Override
  void stops(int cause) {
    board.meanwhile(
        () -> {
          board.requestHangup(two, cause);
          board.dialEnd(two, phone, "CANCEL");
          board.hangup(two, cause);
          board.hangup(phone, 16);
        });
    board.meanwhile(() -> board.hangup(one, cause));
  }

  @Override
  void joins(String bridge, Leg dialler) {
    enterBoth(bridge, dialler);
    if (!stays) {
      LocalChannel.optimise(board, one, two, phone, bridge);
    }
  }

  @Override
  void goes() {
    if (stays) {
      board.exit(one);
      board.requestHangup(two, 16);
      board.hangup(one, 16);
      board.exit(two);
      board.hangup(two, 16);
    }
    board.meanwhile(
        () -> {
          board.exit(phone);
          board.hangup(phone, 16);
        });
  }

  @Override
  void hangsUp(Runnable after) {
    board.requestHangup(phone, 16);
    board.exit(phone);
    if (stays) {
      board.exit(two);
      board.hangup(phone, 16);
      board.requestHangup(one, 16);
      board.hangup(two, 16);
      board.exit(one);
      board.meanwhile(after);
      board.hangup(one, 16);
    } else {
      board.meanwhile(after);
      board.hangup(phone, 16);
    }
  }
}
